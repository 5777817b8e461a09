import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin plot`.
@main
struct HeartTwinPlot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Plot.self])

    static func main() { runProgram() }
}
