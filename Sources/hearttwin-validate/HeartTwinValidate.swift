import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin validate`.
@main
struct HeartTwinValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Validate.self])

    static func main() { runProgram() }
}
