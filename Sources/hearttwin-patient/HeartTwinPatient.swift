import ArgumentParser
import CommandLineSupport

/// The program of the commands that make and examine patient files.
@main
struct HeartTwinPatient: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        subcommands: [Inspect.self, Schema.self, PatientCommand.self, Unload.self])

    static func main() { runProgram() }
}
