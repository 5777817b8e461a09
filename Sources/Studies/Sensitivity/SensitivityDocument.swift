public import LoopLevel
import HeartModel
import Quantities

/// A study of sensitivity as programs read it: `sensitivity --json`, summary.json.
public struct SensitivityDocument: Sendable, Encodable {
    /// An input.
    struct Input: Sendable, Encodable {
        var name: String
        var range: String
    }

    /// What an input does to a number.
    struct Effect: Sendable, Encodable {
        var input: String
        /// Share of variance that it explains alone, and in which it takes part [1], with 90 % intervals.
        var firstOrder: SobolIndices.Estimate?
        var total: SobolIndices.Estimate?
        /// The number with this input at its 5 % and 95 % quantile.
        var atLow: Double?
        var atHigh: Double?
    }

    /// A number.
    struct Output: Sendable, Encodable {
        var id: String
        var name: String
        var unit: String
        var atMiddle: Double
        var mean: Double?
        var deviation: Double?
        var low: Double?
        var high: Double?
        /// Sets of hearts behind the shares.
        var rows: Int
        var effects: [Effect]
    }

    var level = "loop"
    var patient: String
    var interventions: [String]
    /// Whether the numbers are changes by the interventions.
    var changes: Bool
    var baroreflex: Bool
    var secondsAfter: Double
    var samples: Int
    var seed: UInt64
    var hearts: Int
    var failed: Int
    var inputs: [Input]
    var outputs: [Output]
    var warnings: [String]
    var provenance: LoopProvenance

    /// Lists a study.
    public init(
        _ study: SensitivityStudy, patient: String, interventions: [String],
        settings: SensitivityStudy.Settings, warnings: [String], provenance: LoopProvenance
    ) {
        self.patient = patient
        self.interventions = interventions
        changes = settings.changes && !interventions.isEmpty
        baroreflex = settings.trials.reflex
        secondsAfter = settings.trials.duration / Units.second
        samples = settings.samples
        seed = settings.seed
        hearts = study.computed
        failed = study.failed
        inputs = study.inputs.map { Input(name: $0.name, range: $0.range) }
        outputs = study.outputs.map { output in
            func known(_ value: Double) -> Double? { value.isFinite ? value : nil }
            let shares = output.indices.flatMap { $0.alone.isEmpty ? nil : $0 }
            return Output(
                id: output.middle.identifier, name: output.middle.name, unit: output.middle.unit,
                atMiddle: output.middle.value, mean: known(output.mean),
                deviation: known(output.deviation), low: known(output.low),
                high: known(output.high), rows: output.indices?.rows ?? 0,
                effects: study.inputs.enumerated().map { place, input in
                    Effect(
                        input: input.name, firstOrder: shares?.alone[place],
                        total: shares?.inAll[place], atLow: output.ends[place].low,
                        atHigh: output.ends[place].high)
                })
        }
        var warnings = warnings
        if failed > 0 {
            warnings.append(
                "\(failed) of \(hearts) hearts had no state to report; the sets they belong to are left out"
            )
        }
        self.warnings = warnings
        self.provenance = provenance
    }
}
