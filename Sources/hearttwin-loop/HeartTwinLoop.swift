import ArgumentParser
import CommandLineSupport

/// The program of treatments of the closed loop.
@main
struct HeartTwinLoop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        subcommands: [
            Simulate.self, Compare.self, Sensitivity.self, Optimize.self,
            Schema.self, FMU.self,
        ])

    static func main() { runProgram() }
}
