import ArgumentParser
import CommandLineSupport
import TwinEngine
import TwinProtocol
import TwinServer

/// In what form events come, and how brokers are reached.
struct SourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Form of the messages of sources: json, avro, avro-confluent, fhir (R4 Observations), hl7 (v2 ORU^R01). Records (wfdb:, edf:, csv:, hdf5:) and mllp: have their own.",
            valueName: "form"))
    var format = "json"

    @Option(
        help: ArgumentHelp(
            "Schemas of avro-confluent as a registry numbers them: 7.avsc is schema 7.",
            valueName: "folder"))
    var schemas: String?

    @Option(
        help: ArgumentHelp(
            "Authorities that vouch for an mqtts broker (PEM).", valueName: "file"))
    var brokerAuthorities: String?

    @Option(
        help: ArgumentHelp(
            "Certificate by which an mqtts broker knows the twin (PEM).", valueName: "file"))
    var brokerCertificate: String?

    @Option(help: ArgumentHelp("Key of that certificate (PEM).", valueName: "file"))
    var brokerKey: String?

    func validate() throws {
        guard let form = EventFormat(rawValue: format) else {
            let forms = EventFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--format \(format): one of \(forms).")
        }
        guard (form == .avroConfluent) == (schemas != nil) else {
            throw ValidationError("--format avro-confluent and --schemas go together.")
        }
        guard (brokerCertificate == nil) == (brokerKey == nil),
            brokerCertificate == nil || brokerAuthorities != nil
        else {
            throw ValidationError(
                "--broker-certificate and --broker-key go together, with --broker-authorities.")
        }
    }

    /// The format, once it is known to be one.
    var form: EventFormat { EventFormat(rawValue: format) ?? .json }

    /// Numbers of schemas; none where there is no registry.
    func forms() throws -> [UInt32: AvroForm] {
        try schemas.map { folder throws(TwinServerError) in
            try SchemaRegistry.forms(folder: folder)
        } ?? [:]
    }

    /// Certificates for an address.
    func certificates(isSecure: Bool) throws -> MQTTSettings.Certificates? {
        guard isSecure else { return nil }
        guard let brokerAuthorities else {
            throw ValidationError("mqtts needs --broker-authorities.")
        }
        var client: (certificate: String, key: String)?
        if let brokerCertificate, let brokerKey { client = (brokerCertificate, brokerKey) }
        return MQTTSettings.Certificates(authorities: brokerAuthorities, client: client)
    }

    /// Refuses forms that a source cannot have.
    func check(_ sources: [SourceAddress]) throws {
        for source in sources {
            switch source {
            case .standardInput, .file:
                guard form.isText else {
                    throw ValidationError(
                        "--format \(format): lines are json, fhir or hl7; \(format) comes by kafka: and mqtt:."
                    )
                }
            case .record, .table, .hdf5:
                guard form == .json else {
                    throw ValidationError("--format \(format): a record has a form of its own.")
                }
            case .kafka, .mqtt, .mllp: break
            }
            if case .mqtt(_, _, _, let isSecure) = source {
                _ = try certificates(isSecure: isSecure)
            }
        }
    }
}
