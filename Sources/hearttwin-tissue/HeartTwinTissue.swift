import ArgumentParser
import CommandLineSupport

/// The program of the commands about pieces of tissue.
@main
struct HeartTwinTissue: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [TuneCV.self])

    static func main() { runProgram() }
}
