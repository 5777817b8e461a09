import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin doctor`, `completions`, `man`, `init` and `bundle`.
@main
struct HeartTwinDoctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin",
        subcommands: [
            Doctor.self, Completions.self, Manual.self, Initialise.self, BundleCommand.self,
        ])

    static func main() { runProgram() }
}
