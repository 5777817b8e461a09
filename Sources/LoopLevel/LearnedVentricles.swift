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
