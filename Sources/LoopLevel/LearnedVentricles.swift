import Circuits
import Circulation
import Glibc
import HeartModel
public import Reports

/// Ventricles learned from those of a three-dimensional run, as values of the law `learned-ventricle`.
public struct LearnedVentricles: Sendable, Equatable {
    /// Values by name, in the units of the law's card.
    public let left: [String: Double]
    public let right: [String: Double]
    /// The wall that they were learned from.
    public let wall: StoredEmulator.Wall

    /// Takes what a run left.
    public init(_ stored: StoredEmulator) {
        wall = stored.wall
        left = Self.values(stored.left)
        right = Self.values(stored.right)
    }

    /// The ventricles of a heart with another wall than that which was learned from, right to first order:
    ///
    /// ```
    /// elastance · (contractility/learned)^gain        passive pressure · (passive scale/learned)
    /// ```
    ///
    /// as the calibration has it, see `HeartCalibration.EmulatedHeart`.
    ///
    /// - Throws: `HeartModelError`.
    func values(
        of heart: HeartParameters
    ) throws(HeartModelError) -> (left: [String: Double], right: [String: Double]) {
        func ventricle(
            _ learned: [String: Double], _ side: String, contractility: Double, passive: Double
        ) throws(HeartModelError) -> [String: Double] {
            var values = learned
            values["contractility", default: 1] *= strength(
                "wall.contractility" + side,
                try heart.value("wall.contractility" + side) / contractility)
            values["passivePressure", default: 0] *=
                try heart.value("wall.passiveScale" + side) / passive
            return values
        }
        return (
            try ventricle(
                left, "Left", contractility: wall.contractilityLeft,
                passive: wall.passiveScaleLeft),
            try ventricle(
                right, "Right", contractility: wall.contractilityRight,
                passive: wall.passiveScaleRight)
        )
    }

    /// What the elastance of a ventricle is multiplied by where the wall's contractility is multiplied by a ratio.
    func strength(_ contractility: String, _ ratio: Double) -> Double {
        pow(ratio, contractility == "wall.contractilityLeft" ? wall.gainLeft : wall.gainRight)
    }

    /// The wall's factors on stiffness, and the parameters of the circuit that follow them.
    static let stiffnesses = [
        (
            wall: "wall.passiveScaleLeft",
            circuit: LoopParameters.learnedWalls.left + ".passivePressure"
        ),
        (
            wall: "wall.passiveScaleRight",
            circuit: LoopParameters.learnedWalls.right + ".passivePressure"
        ),
    ]

    /// Negative elastance by the largest one that joining the ends of a beat may leave where muscle is relaxed [1]; it counts as
    /// none. Runs leave up to 0.0021, a third of a mmHg at end-diastole; more than 0.005 is no ventricle, and the circuit refuses it.
    private static let joining = 5e-3

    private static func values(_ ventricle: StoredEmulator.Ventricle) -> [String: Double] {
        var values = [
            "activeUnstressedVolume": ventricle.activeUnstressedVolumeML,
            "passivePressure": ventricle.passivePressureMmHg,
            "passiveStiffness": ventricle.passiveStiffnessPerML,
            "passiveUnstressedVolume": ventricle.passiveUnstressedVolumeML,
            "period": ventricle.periodMs, "systole": ventricle.systoleMs,
        ]
        let residue = joining * (ventricle.elastanceMmHgPerML.max() ?? 0)
        for (name, value) in zip(LearnedVentricle.elastanceNames, ventricle.elastanceMmHgPerML) {
            values[name] = value < 0 && value >= -residue ? 0 : value
        }
        for (name, value) in zip(LearnedVentricle.offsetNames, ventricle.offsetMmHg) {
            values[name] = value
        }
        return values
    }
}
