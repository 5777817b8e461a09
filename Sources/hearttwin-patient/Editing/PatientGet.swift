import ArgumentParser
import CommandLineSupport
import PatientModels
import Patients
import Quantities

/// `hearttwin patient get`: prints numbers and words of a patient file.
struct PatientGet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Print numbers and words of a patient file.",
        discussion: """
            All of them, or those named; one alone is printed without its name. Lines are of the form that patient set takes.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Argument(help: "Names, such as heart_rate or subject.sex.")
    var names: [String] = []

    @Flag(help: "Print one JSON array on standard output.")
    var json = false

    func run() throws {
        let read = try Patient(reading: patient, knowing: Patient.catalogue)
        let entries = PatientEntries(read.facts, provenance: read.provenance)
        let chosen = try names.map { name in
            guard let entry = entries[name] else {
                throw AbsentEntryError(file: patient, name: name, present: entries.all.map(\.name))
            }
            return entry
        }
        let shown = names.isEmpty ? entries.all : chosen
        if json {
            try Printing.json(shown)
        } else if shown.count == 1, !names.isEmpty {
            print(shown[0].assignable)
        } else {
            for entry in shown { print("\(entry.name)=\(entry.assignable)") }
        }
    }
}

/// A name that a patient file has no value of.
struct AbsentEntryError: CommandError {
    var file: String
    var name: String
    /// What the file has.
    var present: [String]

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "\(file): has no \"\(name)\"" + Spelling.suggestion(for: name, among: present)
    }
}
