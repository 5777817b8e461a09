public import ArgumentParser
import CommandLineSupport
import PatientModels
public import Patients

/// `hearttwin patient strip`: leaves parts of a patient file out.
struct PatientStrip: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "strip",
        abstract: "Leave parts of a patient file out, to share it or to start anew.",
        discussion: "Parts: "
            + PatientPart.allCases.map { "\($0.rawValue) (\($0.summary))" }.joined(separator: ", ")
            + ".")

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Argument(help: "Parts to leave out.")
    var parts: [PatientPart]

    @Option(help: "Another identifier of the subject.")
    var identifier: String?

    @Option(name: .shortAndLong, help: "Write another file instead of changing this one.")
    var output: String?

    func run() throws {
        var stripped = try Patient(reading: patient, knowing: Patient.catalogue)
        let removed = parts.filter { $0.isPresent(in: stripped) }
        for part in removed { part.remove(from: &stripped) }
        if let identifier { stripped.subject.identifier = identifier }
        try stripped.write(to: output ?? patient, knowing: Patient.catalogue)
        for part in removed { print("left out: \(part.rawValue), \(part.summary)") }
    }
}

extension PatientPart: ExpressibleByArgument {}
