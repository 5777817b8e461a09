import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin cohort`.
@main
struct HeartTwinBatch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [CohortCommand.self])

    static func main() { runProgram() }
}
