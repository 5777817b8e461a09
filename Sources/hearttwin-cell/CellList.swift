import ArgumentParser
import CommandLineSupport
import Ionics
import MembraneModels
import Quantities

/// `hearttwin cell list`: the membrane models.
struct CellList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the membrane models with their cell types.")

    @OptionGroup var terminal: OutputOptions

    /// One model.
    private struct Row: Encodable {
        var identifier: String
        var summary: String
        var source: String
        var cellTypes: [String]
        var states: Int
    }

    func run() throws {
        let rows = MembraneModels.all.map { model in
            Row(
                identifier: model.card.identifier, summary: model.card.summary,
                source: model.card.source, cellTypes: model.cellTypes.map(\.name),
                states: model.card.states.count)
        }
        if terminal.json { return try Printing.json(rows) }
        for row in rows {
            print("\(row.identifier)  \(row.summary)")
            print("    \(row.states) states; \(row.cellTypes.joined(separator: ", "))")
        }
    }
}
