import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin plot` and `hearttwin report`.
@main
struct HeartTwinPlot: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Plot.self, Report.self])

    static func main() { runProgram() }
}
