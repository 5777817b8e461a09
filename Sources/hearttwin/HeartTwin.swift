import ArgumentParser
import Foundation

/// The command line of hearttwin.
@main
struct HeartTwin: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        abstract: "A heart from one patient file: electrics, mechanics, blood flow.",
        discussion: "For research only; not for clinical use.",
        version: Version.current,
        subcommands: [
            Simulate.self, Compare.self, ListInterventions.self, Validate.self, Inspect.self,
            Schema.self, PatientCommand.self, MeshCommand.self, Unload.self,
        ])

    static func main() {
        LinearAlgebraKernels.restartIfOutdated()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let error where Failure.exitCode(of: error) != nil {
            Failure.report(error)
        } catch {
            exit(withError: error)
        }
    }
}

/// The version of the program.
enum Version {
    static let current = "0.1.0"
}
