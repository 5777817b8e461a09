import ArgumentParser
import CommandLineSupport
import Ionics
import MembraneFiles
import MembraneModels
import Quantities
import Storage

/// `hearttwin cell run`: a paced cell.
struct CellRun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Pace a cell and measure its last beat.",
        discussion: """
            For example: hearttwin cell run ohara-rudy-cipa-v1 --drug dofetilide --dose '1 Cmax', or \
            hearttwin cell run courtemanche-1998 --set 'ko=8 mM' -o trace.csv
            """)

    @Argument(help: "The model: one of hearttwin cell list, or a .mmt, .cellml or .ode file.")
    var model: String

    @Option(help: "Time between stimuli.")
    var cycleLength = "1000 ms"

    @Option(help: "Number of beats.")
    var beats = 100

    @Option(help: "Cell type (default: the model's first).")
    var cellType: String?

    @Option(
        help: ArgumentHelp(
            "A parameter, such as 'gKr=0.02 mS/uF'; may be given several times.",
            valueName: "name=value"))
    var set: [String] = []

    @Option(help: "A drug; hearttwin cell drugs lists them.")
    var drug: String?

    @Option(help: "Its free concentration: '1 Cmax', '20 nM'.")
    var dose = "1 Cmax"

    @Option(
        name: .shortAndLong,
        help: "Voltage, calcium and currents of the last beat as comma-separated values.")
    var output: String?

    @OptionGroup var membrane: MembraneOptions

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard (2...100_000).contains(beats) else {
            throw ValidationError("--beats \(beats): 2 to 100000.")
        }
    }

    func run() throws {
        let file = try MembraneFile(self.model, options: membrane)
        file.note(quiet: terminal.quiet)
        let model = file.membrane
        let cycleLength = try CellArguments.time(self.cycleLength, option: "--cycle-length")
        var cell = try CellArguments.cell(cellType, of: model, settings: set)
        let name = cell.name
        var concentration: Double?
        if let drug {
            let found = try CiPADrugs.drug(drug)
            let value = try CellArguments.concentration(dose, of: found)
            cell = try found.cell(cell, of: model.card, concentration: value)
            concentration = value
        }
        let paced = try PacedSteadyState.run(
            model, cells: [cell], cycleLength: cycleLength, beats: beats)[0]
        let report = CellReport(
            model: model.card.identifier, cell: name, cycleLengthMs: cycleLength, beats: beats,
            drug: drug, concentrationNM: concentration, paced: paced,
            hasCalcium: model.calciumIndex != nil)
        if let output {
            let record = try RecordedCells(
                model, cells: [cell], states: [paced.finalState], cycleLength: cycleLength)
            try TextFile.write(CellTrace(record).text, to: output)
        }
        if terminal.json { return try Printing.json(report) }
        print(report.text)
        if let output, !terminal.quiet { print("written to \(output)") }
    }
}
