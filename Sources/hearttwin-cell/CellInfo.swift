import ArgumentParser
import CommandLineSupport
import Ionics
import MembraneFiles
import MembraneImport
import Quantities

/// `hearttwin cell info`: one membrane model.
struct CellInfo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show a model's source, states, parameters and cell types.")

    @Argument(help: "The model: one of hearttwin cell list, or a .mmt, .cellml or .ode file.")
    var model: String

    @OptionGroup var membrane: MembraneOptions

    @OptionGroup var terminal: OutputOptions

    /// What `--json` prints.
    private struct Document: Encodable {
        struct Parameter: Encodable {
            var name: String
            var summary: String
            var unit: String
            var `default`: Double
            var low: Double
            var high: Double
            var source: String
        }
        var identifier: String
        var summary: String
        var source: String
        var states: [String]
        var parameters: [Parameter]
        var cellTypes: [String: [String: Double]]
        var stimulusAmplitudeAPerF: Double
        var stimulusDurationMs: Double
        var currents: [String]
        var isAutomatic: Bool
    }

    func run() throws {
        let file = try MembraneFile(model, options: membrane, isPaced: false)
        file.note(quiet: terminal.quiet)
        let model = file.membrane
        let document = Document(
            identifier: model.card.identifier, summary: model.card.summary,
            source: model.card.source, states: model.card.states,
            parameters: model.card.parameters.map {
                Document.Parameter(
                    name: $0.name, summary: $0.summary, unit: $0.unit, default: $0.defaultValue,
                    low: $0.range.lowerBound, high: $0.range.upperBound, source: $0.source)
            },
            cellTypes: Dictionary(
                uniqueKeysWithValues: model.cellTypes.map { ($0.name, $0.parameters) }),
            stimulusAmplitudeAPerF: model.stimulus.amplitude,
            stimulusDurationMs: model.stimulus.duration,
            currents: model.kernel.currentNames,
            isAutomatic: model.isAutomatic)
        if terminal.json { return try Printing.json(document) }
        print("\(document.identifier): \(document.summary)\n\(document.source)")
        print("states: \(document.states.joined(separator: " "))")
        let pulse = "\(document.stimulusAmplitudeAPerF.short) A/F"
        print("stimulus: \(pulse) for \(document.stimulusDurationMs.short) ms")
        if !document.currents.isEmpty {
            print("currents: \(document.currents.joined(separator: " "))")
        }
        for type in model.cellTypes {
            let differences = type.parameters.sorted { $0.key < $1.key }
                .map { "\($0.key) = \($0.value.short)" }.joined(separator: ", ")
            print("cell type \(type.name)\(differences.isEmpty ? "" : ": " + differences)")
        }
        print("parameters:")
        for parameter in document.parameters {
            let value = "\(parameter.name) = \(parameter.default.short) \(parameter.unit)"
            print("    \(value)  \(parameter.summary)")
        }
    }
}
