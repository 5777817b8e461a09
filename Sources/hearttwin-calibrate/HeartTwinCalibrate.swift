import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin calibrate`.
@main
struct HeartTwinCalibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [Calibrate.self])

    static func main() { runProgram() }
}
