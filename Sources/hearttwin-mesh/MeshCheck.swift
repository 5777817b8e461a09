import ArgumentParser
import PatientModels
import CommandLineSupport
import Inspection
import Patients

/// `hearttwin mesh check`: can a patient be made of a mesh?
struct MeshCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check whether a mesh can be simulated; exit code 65 and reasons when not.")

    @Argument(help: "A mesh of any format, or a patient file (.h5).")
    var file: String

    @OptionGroup var terminal: OutputOptions

    private struct Document: Encodable {
        var file: String
        var usable: Bool
        var meshes: [MeshExamination]
    }

    func run() throws {
        let found = try MeshContent.read(path: file, knowing: Patient.catalogue)
            .map { MeshExamination($0, file: file) }
        let usable = found.allSatisfy(\.usable)
        for mesh in found {
            for problem in mesh.problems {
                ProgressLine.write("hearttwin: \(file): \(mesh.name): \(problem)\n")
            }
            for warning in mesh.warnings where !terminal.quiet {
                ProgressLine.write("hearttwin: \(file): \(mesh.name): warning: \(warning)\n")
            }
        }
        if terminal.json {
            try Printing.json(Document(file: file, usable: usable, meshes: found))
        } else if usable {
            print("\(file): usable")
        }
        if !usable { throw ExitCode(CommandExit.badData) }
    }
}
