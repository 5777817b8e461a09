import ArgumentParser
import CommandLineSupport

/// The program of `hearttwin cell`.
@main
struct HeartTwinCell: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearttwin", subcommands: [CellCommand.self])

    static func main() { runProgram() }
}

/// `hearttwin cell`: single cells.
struct CellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cell", abstract: "Pace single cells, with drugs and other ions.",
        discussion: "Models, protocols and sources: docs/membrane-models.md.",
        subcommands: [
            CellList.self, CellInfo.self, CellImport.self, CellRun.self, CellSpeed.self,
            CellDrugs.self,
        ])
}
