public import ArgumentParser
import CommandLineSupport
import PatientModels
public import Patients

/// `hearttwin patient merge`: puts into one patient file what others know of the same person.
struct PatientMerge: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Put together what several files know of one person.",
        discussion: """
            The anatomy and what other programs have stored are those of the first file. What files have differently is listed and \
            refused, unless --prefer decides.
            """)

    @Argument(help: "Two or more patient files.", completion: .file(extensions: ["h5"]))
    var patients: [String]

    @Option(help: "Which file is right where they differ: first or last.")
    var prefer: PatientMerging.Preference?

    @Flag(help: "Also files with another identifier of the subject.")
    var anySubject = false

    @Option(name: .shortAndLong, help: "The patient file to write.")
    var output: String

    func validate() throws {
        guard patients.count > 1 else {
            throw ValidationError("Give two patient files or more.")
        }
    }

    func run() throws {
        let read = try patients.map { try Patient(reading: $0, knowing: Patient.catalogue) }
        guard let first = read.first else { return }
        for (path, other) in zip(patients, read)
        where !anySubject && other.subject.identifier != first.subject.identifier {
            throw OtherSubjectError(
                file: path, identifier: other.subject.identifier,
                first: first.subject.identifier)
        }
        var merging = PatientMerging(first, preferring: prefer)
        for other in read.dropFirst() { merging.take(from: other) }
        guard merging.conflicts.isEmpty || prefer != nil else {
            throw MergeConflictError(names: merging.conflicts)
        }
        try merging.patient.write(to: output, knowing: Patient.catalogue)
        for name in merging.taken { print("taken: \(name)") }
        for name in merging.conflicts {
            print("differs: \(name), the \(prefer?.rawValue ?? "first") kept")
        }
    }
}

extension PatientMerging.Preference: ExpressibleByArgument {}

/// Files of two persons.
struct OtherSubjectError: CommandError {
    var file: String
    var identifier: String
    /// The first file's.
    var first: String

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "\(file): is of \"\(identifier)\", not of \"\(first)\"; give --any-subject if they are one person"
    }
}

/// Files that say different things.
struct MergeConflictError: CommandError {
    /// What they say differently.
    var names: [String]

    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "the files differ in \(names.joined(separator: ", ")); give --prefer first or --prefer last"
    }
}
