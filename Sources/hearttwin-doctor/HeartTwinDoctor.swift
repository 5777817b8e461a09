import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin doctor` and `hearttwin completions`.
@main
struct HeartTwinDoctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Doctor.self, Completions.self])

    static func main() { runProgram() }
}
