import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin circuit`.
@main
struct HeartTwinCircuit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [CircuitCommand.self])

    static func main() { runProgram() }
}

/// `hearttwin circuit`: circulations as files.
struct CircuitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "circuit", abstract: "Check, show and run circulations written as TOML files.",
        discussion: "Laws, files and a Fontan circulation: docs/circuit-files.md.",
        subcommands: [
            CircuitCheck.self, CircuitLawsList.self, CircuitNew.self, CircuitRun.self,
            CircuitShow.self,
        ])
}
