import ArgumentParser
import CommandLineSupport
import Ionics
import MembraneFiles
import Quantities

/// `hearttwin cell speed`: what a step of a membrane model costs in tissue.
struct CellSpeed: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "speed",
        abstract: "Measure what one step of a membrane model costs.",
        discussion: """
            Processor time of one core, least of several, for 128 cells that stay in its cache, with steps of 0.02 ms \
            (two evaluations each): by the equations, and with tables of the voltage where the model has them, as \
            tissue uses them.
            """)

    @Argument(help: "Models of hearttwin cell list, or .mmt, .cellml or .ode files.")
    var models: [String]

    @OptionGroup var membrane: MembraneOptions

    @OptionGroup var terminal: OutputOptions

    /// One model.
    private struct Row: Encodable {
        var model: String
        var states: Int
        var equationsNsPerStep: Double
        /// Nil without tables.
        var tablesNsPerStep: Double?
    }

    func run() throws {
        let rows = try models.map { name in
            let file = try MembraneFile(name, options: membrane, isPaced: false)
            let bench = CellBench(file.membrane)
            return Row(
                model: name, states: file.membrane.card.states.count,
                equationsNsPerStep: bench.equations(), tablesNsPerStep: bench.tables())
        }
        if terminal.json { return try Printing.json(rows) }
        print("ns of one core per cell and step: equations, tables")
        for row in rows {
            let tables = row.tablesNsPerStep.map { Printing.number($0) } ?? "none"
            print("  \(row.model): \(Printing.number(row.equationsNsPerStep)), \(tables)")
        }
    }
}
