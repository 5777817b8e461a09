import Calibration
import Electrophysiology
import Foundation
import HeartModel
import Quantities

/// What the calibration of a three-dimensional heart found, for people and programs.
public struct HeartCalibrationReport: Sendable, Encodable {
    /// A stage in numbers.
    public struct Electrics: Sendable, Encodable {
        public var activation: String
        public var speedFactor: Double
        public var qrsBeforeMs: Double
        public var qrsAfterMs: Double
        public var evaluations: Int
    }

    /// The relaxed wall.
    public struct Passive: Sendable, Encodable {
        public var passiveScaleLeft: Double
        public var distanceBeforeML: Double
        public var distanceAfterML: Double
        public var unloadedBeforeML: Double
        public var unloadedAfterML: Double
        public var klotzUnloadedML: Double
        public var evaluations: Int
    }

    /// The cells.
    public struct Repolarisation: Sendable, Encodable {
        public var rapidRectifierFactor: Double
        public var qtBeforeMs: Double
        public var qtAfterMs: Double
        public var evaluations: Int
    }

    /// Contraction.
    public struct Contraction: Sendable, Encodable {
        public var contractilityLeft: Double
        public var contractilityRight: Double
        public var bloodVolumeFactor: Double
        /// Factors by name, these three among them.
        public var factors: [String: Double]
        public var beats: Int
        public var rounds: Int
    }

    /// What the measurements say about a fitted parameter.
    public struct Factor: Sendable, Encodable {
        /// Full name; of several that one factor moves, the first.
        public var name: String
        public var summary: String
        /// Best value and the ends of its 90 % interval, in the unit of the card.
        public var value: Double
        public var low: Double
        public var high: Double
        public var unit: String
        /// Share of the variance before any measurement that was removed [1].
        public var informed: Double
    }

    /// Two parameters that the measurements tie together.
    public struct Pair: Sendable, Encodable {
        public var first: String
        public var second: String
        /// Correlation of their logarithms [1].
        public var correlation: Double
    }

    /// A number that the heart was aimed at.
    public struct Reading: Sendable, Encodable {
        public var name: String
        /// Whether it was measured, or is the fitted loop's prediction.
        public var measured: Bool
        public var target: Double
        public var deviation: Double
        public var before: Double?
        public var after: Double?
        /// (after − target) / deviation.
        public var z: Double?
    }

    public var electrics: Electrics?
    public var passive: Passive?
    public var repolarisation: Repolarisation?
    public var contraction: Contraction?
    public var factors: [Factor]
    /// Correlations from ±0.3 on, strongest first.
    public var pairs: [Pair]
    public var readings: [Reading]
    /// Intervals of the ECG that the electrics were fitted to [ms].
    public var intervals: [Reading]
    public var notes: [String]
    /// Hearts of the ensemble that were drawn again, and draws that were not taken for them; nil without an ensemble.
    public var redrawnHearts: Int?
    public var redraws: Int?

    /// Puts a calibration into numbers.
    ///
    /// - Parameter redraws: what had to be drawn again for its ensemble.
    public init(_ heart: HeartCalibration, redraws: HeartRedraws? = nil) {
        redrawnHearts = redraws?.redrawnSets
        self.redraws = redraws?.draws
        electrics = heart.electrics.map {
            Electrics(
                activation: heart.activation.identifier, speedFactor: $0.factor,
                qrsBeforeMs: $0.before, qrsAfterMs: $0.after, evaluations: $0.evaluations)
        }
        passive = heart.passive.map {
            Passive(
                passiveScaleLeft: $0.scale, distanceBeforeML: $0.before, distanceAfterML: $0.after,
                unloadedBeforeML: $0.unloadedBefore, unloadedAfterML: $0.unloadedAfter,
                klotzUnloadedML: $0.relation.unloadedVolume, evaluations: $0.evaluations)
        }
        repolarisation = heart.repolarisation.map {
            Repolarisation(
                rapidRectifierFactor: $0.factor, qtBeforeMs: $0.before, qtAfterMs: $0.after,
                evaluations: $0.evaluations)
        }
        contraction = heart.contraction.map {
            Contraction(
                contractilityLeft: $0.values[0], contractilityRight: $0.values[1],
                bloodVolumeFactor: $0.values[2],
                factors: Dictionary(
                    uniqueKeysWithValues: zip($0.factors.map(\.name), $0.values)),
                beats: $0.beats, rounds: $0.corrections)
        }
        let uncertainty = heart.uncertainty
        let width = CalibrationReport.intervalHalfWidth
        factors = uncertainty.unknowns.enumerated().map { place, unknown in
            let name = unknown.names[0]
            let value = (try? heart.model.parameters.value(name)) ?? .nan
            let deviation = uncertainty.deviation(place)
            let ratio = deviation / unknown.spread
            return Factor(
                name: name, summary: unknown.summary, value: value,
                low: value * exp(-width * deviation), high: value * exp(width * deviation),
                unit: HeartParameters.card(name)?.unit ?? "1", informed: 1 - ratio * ratio)
        }
        pairs = uncertainty.unknowns.indices.flatMap { a in
            (0..<a).map { b in
                Pair(
                    first: uncertainty.unknowns[b].summary,
                    second: uncertainty.unknowns[a].summary,
                    correlation: uncertainty.correlation(a, b))
            }
        }.filter { abs($0.correlation) >= Self.related }
            .sorted { abs($0.correlation) > abs($1.correlation) }
        readings = heart.targets.map { target in
            let after = HeartReadings.value(target.quantity, in: heart.metrics)
            return Reading(
                name: target.quantity, measured: heart.measured.contains(target.quantity),
                target: target.value, deviation: target.deviation,
                before: heart.contraction.flatMap {
                    HeartReadings.value(target.quantity, in: $0.before)
                }, after: after, z: after.map { ($0 - target.value) / target.deviation })
        }
        intervals = heart.intervals.map { target in
            let (before, after) =
                target.quantity == "qrs_duration"
                ? (heart.electrics?.before, heart.electrics?.after)
                : (heart.repolarisation?.before, heart.repolarisation?.after)
            return Reading(
                name: target.quantity, measured: true, target: target.value,
                deviation: target.deviation, before: before, after: after,
                z: after.map { ($0 - target.value) / target.deviation })
        }
        notes =
            heart.notes
            + readings.filter { abs($0.z ?? 0) > 2 }.map {
                "\($0.name): the heart shows \(($0.after ?? .nan).short), aimed at was \($0.target.short)"
            } + (redraws?.sentence.map { [$0] } ?? [])
    }

    /// Correlations that are told, and from which on two parameters count as tied [1].
    private static let related = 0.3
    private static let tied = 0.8
    /// Removed shares of variance from which a parameter counts as known, and below which as unknown; as the loop's.
    private static let known = 0.75
    private static let unknown = 0.25

    /// Which parameters the measurements fix, in words.
    public var identifiability: String {
        func list(_ chosen: [Factor]) -> String { chosen.map(\.summary).joined(separator: ", ") }
        var sentences: [String] = []
        let fixed = factors.filter { $0.informed >= Self.known }
        if !fixed.isEmpty { sentences.append("The measurements fix \(list(fixed)).") }
        let open = factors.filter { $0.informed < Self.unknown }
        if !open.isEmpty { sentences.append("They say next to nothing about \(list(open)).") }
        for pair in pairs.filter({ abs($0.correlation) >= Self.tied }) {
            let sign = pair.correlation > 0 ? "ratio" : "product"
            sentences.append(
                "Of \(pair.first) and \(pair.second) little more than the \(sign) is known.")
        }
        for pair in pairs.filter({ abs($0.correlation) < Self.tied }).prefix(3) {
            sentences.append(
                "Errors of \(pair.first) and \(pair.second) go together (correlation "
                    + "\(String(format: "%+.2f", pair.correlation))).")
        }
        return sentences.joined(separator: "\n")
    }

    /// For a terminal.
    public var text: String {
        var lines = ["the three-dimensional heart"]
        if let electrics {
            lines.append(
                "QRS \(electrics.qrsBeforeMs.short) → \(electrics.qrsAfterMs.short) ms "
                    + "(\(electrics.activation)): speeds times \(electrics.speedFactor.short)")
        }
        if let repolarisation {
            lines.append(
                "QT \(repolarisation.qtBeforeMs.short) → \(repolarisation.qtAfterMs.short) ms: "
                    + "repolarising current times \(repolarisation.rapidRectifierFactor.short)")
        }
        if let passive {
            lines.append(
                "relaxed left wall \(passive.distanceBeforeML.short) → "
                    + "\(passive.distanceAfterML.short) mL from Klotz's relation: stiffness times "
                    + "\(passive.passiveScaleLeft.short); unloaded \(passive.unloadedAfterML.short) mL, "
                    + "by Klotz \(passive.klotzUnloadedML.short) mL")
        }
        if let contraction {
            lines.append(
                "contractility times \(contraction.contractilityLeft.short) (left), "
                    + "\(contraction.contractilityRight.short) (right), blood times "
                    + "\(contraction.bloodVolumeFactor.short)"
                    + contraction.factors.keys.sorted().filter {
                        $0.hasPrefix("heart.") && $0 != "heart.bloodVolumeFactor"
                    }.map { ", \($0.dropFirst(6)) \((contraction.factors[$0] ?? 1).short)" }
                    .joined()
                    + "; \(contraction.beats) beats, \(contraction.rounds) rounds")
            lines.append("")
            lines += AlignedText.lines(
                [["aimed at", "", "", "", "before", "now", "z"]]
                    + readings.map { reading in
                        [
                            reading.name + (reading.measured ? "" : " (the loop's)"),
                            reading.target.short, "±", reading.deviation.short,
                            reading.before?.short ?? "–", reading.after?.short ?? "–",
                            reading.z.map { String(format: "%+.1f", $0) } ?? "–",
                        ]
                    })
        }
        if !factors.isEmpty {
            lines.append("")
            lines += AlignedText.lines(
                [["fitted to the heart", "best", "90 % interval", "known to"]]
                    + factors.map { factor in
                        [
                            factor.summary, factor.value.short,
                            "\(factor.low.short) to \(factor.high.short)",
                            String(format: "%3.0f %%", 100 * max(factor.informed, 0)),
                        ]
                    })
            lines += ["", identifiability]
        }
        if !notes.isEmpty { lines += [""] + notes.map { "! \($0)" } }
        return lines.joined(separator: "\n")
    }
}
