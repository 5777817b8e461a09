import CommandLineSupport
import Ionics
import MembraneFiles
import MembraneImport
import Quantities

/// What `hearttwin cell import` found in a file.
struct ImportReport: Encodable {
    var file: String
    var format: String
    var model: String
    var states: Int
    var parameters: Int
    var voltage: String
    /// Nil where the file has none.
    var stimulus: String?
    var stimulusAmplitudeAPerF: Double
    var stimulusDurationMs: Double
    var calcium: String?
    /// States whose rate is linear in themselves: steps are exact for them at constant voltage.
    var linearStates: Int
    var currents: [String]
    /// Factors that drugs act through.
    var drugTargets: [String]
    var stepRefinement: Double
    /// `compiled` or `interpreted`.
    var execution: String
    var remarks: [String]

    init(_ imported: ImportedMembrane, _ made: MembraneFile) {
        file = imported.description.file
        format = imported.description.format.rawValue
        model = imported.card.identifier
        states = imported.card.states.count
        parameters = imported.card.parameters.count
        voltage = imported.voltageName
        stimulus = imported.stimulusName
        stimulusAmplitudeAPerF = made.membrane.stimulus.amplitude
        stimulusDurationMs = made.membrane.stimulus.duration
        calcium = imported.calciumName
        linearStates = imported.linearStates.count
        currents = imported.currentNames
        drugTargets = imported.card.parameters.map(\.name).filter { $0.hasPrefix("scaleI") }
            .map { String($0.dropFirst("scale".count)) }
        stepRefinement = made.membrane.pacingRefinement
        execution = made.execution?.rawValue ?? ""
        remarks = made.remarks
    }

    /// The same for people.
    var text: String {
        var lines = [
            "\(model): \(format) model of \(states) states, \(linearStates) of them linear, and "
                + "\(parameters) parameters; \(execution)",
            "  voltage    \(voltage)",
            "  stimulus   \(stimulus ?? "added to dV/dt"): \(Printing.number(stimulusAmplitudeAPerF)) A/F for "
                + "\(Printing.number(stimulusDurationMs)) ms",
        ]
        if stepRefinement != 1 {
            lines.append("  pacing     steps divided by \(Printing.number(stepRefinement))")
        }
        if let calcium { lines.append("  calcium    \(calcium)") }
        if !currents.isEmpty { lines.append("  currents   \(currents.joined(separator: " "))") }
        if !drugTargets.isEmpty {
            lines.append("  drugs on   \(drugTargets.joined(separator: " "))")
        }
        lines += remarks.map { "  note: \($0)" }
        return lines.joined(separator: "\n")
    }
}
