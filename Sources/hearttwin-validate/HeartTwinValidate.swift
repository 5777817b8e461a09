import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin validate` and `hearttwin credibility`.
@main
struct HeartTwinValidate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Validate.self, Credibility.self])

    static func main() { runProgram() }
}
