/// Forms in which events come.
public enum EventFormat: String, Sendable, CaseIterable {
    /// One JSON object each.
    case json
    /// The union of ``EventSchemas/avro``, one datum each, without a header.
    case avro
    /// The same behind a zero byte and the number of its schema in a registry, four bytes.
    case avroConfluent = "avro-confluent"
    /// One Observation of HL7 FHIR R4 as JSON each.
    case fhir
    /// One message ORU^R01 of HL7 version 2 each.
    case hl7

    /// Whether messages are text without line feeds, so that a stream of them is read line by line.
    public var isText: Bool { self == .json || self == .fhir || self == .hl7 }

    /// Whether a message is one event.
    public var holdsOneEvent: Bool { self == .json || self == .avro || self == .avroConfluent }

    /// What a message holds at most, so that a recording has room for all of it at once.
    static let mostMeasurements = 64
}
