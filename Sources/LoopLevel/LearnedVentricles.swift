public import Reports
import Circuits

/// Ventricles learned from those of a three-dimensional run, as values of the law `learned-ventricle`.
public struct LearnedVentricles: Sendable, Equatable {
    /// Values by name, in the units of the law's card.
    public let left: [String: Double]
    public let right: [String: Double]

    /// Takes what a run left.
    public init(_ stored: StoredEmulator) {
        left = Self.values(stored.left)
        right = Self.values(stored.right)
    }

    private static func values(_ ventricle: StoredEmulator.Ventricle) -> [String: Double] {
        var values = [
            "activeUnstressedVolume": ventricle.activeUnstressedVolumeML,
            "passivePressure": ventricle.passivePressureMmHg,
            "passiveStiffness": ventricle.passiveStiffnessPerML,
            "passiveUnstressedVolume": ventricle.passiveUnstressedVolumeML,
            "period": ventricle.periodMs, "systole": ventricle.systoleMs,
        ]
        for (name, value) in zip(LearnedVentricle.elastanceNames, ventricle.elastanceMmHgPerML) {
            values[name] = value
        }
        for (name, value) in zip(LearnedVentricle.offsetNames, ventricle.offsetMmHg) {
            values[name] = value
        }
        return values
    }
}
