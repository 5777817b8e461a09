import ArgumentParser
import CommandLineSupport

/// The program of reduced models: making them and computing with them.
@main
struct HeartTwinReduce: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Reduce.self, Simulate.self])

    static func main() { runProgram() }
}
