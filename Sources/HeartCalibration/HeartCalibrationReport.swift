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

    /// Contraction.
    public struct Contraction: Sendable, Encodable {
        public var contractilityLeft: Double
        public var contractilityRight: Double
        public var bloodVolumeFactor: Double
        public var beats: Int
        public var rounds: Int
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
    public var contraction: Contraction?
    public var readings: [Reading]
    public var notes: [String]

    /// Puts a calibration into numbers.
    public init(_ heart: HeartCalibration) {
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
        contraction = heart.contraction.map {
            Contraction(
                contractilityLeft: $0.values[0], contractilityRight: $0.values[1],
                bloodVolumeFactor: $0.values[2], beats: $0.beats, rounds: $0.corrections)
        }
        readings = heart.targets.map { target in
            let after = HeartReadings.value(target.quantity, in: heart.metrics)
            return Reading(
                name: target.quantity, measured: heart.measured.contains(target.quantity),
                target: target.value, deviation: target.deviation,
                before: heart.contraction.flatMap {
                    HeartReadings.value(target.quantity, in: $0.before)
                }, after: after, z: after.map { ($0 - target.value) / target.deviation })
        }
        notes =
            heart.notes
            + readings.filter { abs($0.z ?? 0) > 2 }.map {
                "\($0.name): the heart shows \(($0.after ?? .nan).short), aimed at was \($0.target.short)"
            }
    }

    /// For a terminal.
    public var text: String {
        var lines = ["the three-dimensional heart"]
        if let electrics {
            lines.append(
                "QRS \(electrics.qrsBeforeMs.short) → \(electrics.qrsAfterMs.short) ms "
                    + "(\(electrics.activation)): speeds times \(electrics.speedFactor.short)")
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
                    + "\(contraction.bloodVolumeFactor.short); \(contraction.beats) beats, "
                    + "\(contraction.rounds) rounds")
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
        if !notes.isEmpty { lines += [""] + notes.map { "! \($0)" } }
        return lines.joined(separator: "\n")
    }
}
