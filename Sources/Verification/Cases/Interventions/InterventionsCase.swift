import Calibration
import Foundation
import HeartModel
public import Quantities

/// Published responses to interventions, each in the kind of patient it was found in.
///
/// The patient is found by calibration to the published state before the intervention, then treated by
/// the mechanism of the catalogue; no number of the response enters. Rows inside their band, beside it and in the
/// wrong direction are counted; at least nine in ten must be inside, none in the wrong direction.
public struct InterventionsCase: VerificationCase {
    public static let card = ModelCard(
        identifier: "interventions",
        summary: "Published responses to drugs, fluids, valves, pumps and shunts",
        source: "see the rows")

    private let rows: Set<String>?

    /// Makes the case of all rows.
    public init() { rows = nil }

    /// Makes a case of some rows, which are reported and not counted.
    public init(only rows: Set<String>) { self.rows = rows }

    public func run(_ options: VerificationOptions) throws -> [Check] {
        var patients: [String: TreatedArchetype] = [:]
        var checks: [Check] = []
        var wrong = 0
        for trial in InterventionTrials.all where rows?.contains(trial.identifier) ?? true {
            let patient =
                try patients[trial.archetype] ?? TreatedArchetype(Archetypes.named(trial.archetype))
            patients[trial.archetype] = patient
            let outcome = try Outcome(of: trial, in: patient)
            if outcome.isWrongWay { wrong += 1 }
            checks.append(outcome.check)
            options.progress(outcome.sentence)
        }
        guard rows == nil else { return checks }
        let inside = checks.filter { ($0.low ?? 0)...($0.high ?? 0) ~= $0.observed }.count
        return checks + [
            Check(
                "rows inside their band", unit: "%",
                observed: 100 * Double(inside) / Double(checks.count), low: 90),
            Check("rows in the wrong direction", unit: "1", observed: Double(wrong), high: 0),
        ]
    }

    /// What came of a trial.
    private struct Outcome {
        var check: Check
        var isWrongWay: Bool
        var sentence: String

        init(of trial: InterventionTrial, in patient: TreatedArchetype) throws {
            let before =
                trial.before.isEmpty
                ? nil : try patient.response(to: trial.before, for: trial.duration).after
            let calls =
                try trial.done
                + (trial.titration.map {
                    [
                        try patient.titrated(
                            $0, beside: trial.done, for: trial.duration,
                            from: before ?? patient.response(to: [], for: trial.duration).before)
                    ]
                } ?? [])
            let done = try patient.response(to: calls, for: trial.duration)
            func value(_ metrics: [HeartMetric]) throws -> Double {
                guard let found = metrics.first(where: { $0.identifier == trial.metric }) else {
                    throw VerificationError.missingNumber(
                        name: trial.metric, of: trial.archetype)
                }
                return found.value
            }
            let (first, last) = (try value(before ?? done.before), try value(done.after))
            let unit = done.after.first { $0.identifier == trial.metric }?.unit ?? "1"
            let observed =
                switch trial.judged {
                case .percent: 100 * (last - first) / abs(first)
                case .change: last - first
                case .changePerStep(let steps): (last - first) / steps
                case .after: last
                }
            let isPercent = if case .percent = trial.judged { true } else { false }
            check = Check(
                "\(trial.identifier): \(trial.archetype)", unit: isPercent ? "%" : unit,
                observed: observed, low: trial.band.lowerBound, high: trial.band.upperBound,
                gated: false)
            // A band on one side of zero has a direction.
            let isAfter = if case .after = trial.judged { true } else { false }
            isWrongWay =
                !isAfter
                && (trial.band.lowerBound > 0 && observed < 0
                    || trial.band.upperBound < 0 && observed > 0)
            sentence = String(
                format: "%@: %@: %.4g to %.4g %@ (%@)", trial.identifier,
                calls.joined(separator: ", "), first, last, unit, trial.source)
        }
    }
}
