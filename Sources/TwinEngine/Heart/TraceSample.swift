import Circuits
import Quantities

/// A point of the curves that a monitor draws, in its units.
public struct TraceSample: Sendable, BitwiseCopyable {
    /// Time between samples [steps].
    public static let period: UInt64 = 5

    /// Steps so far.
    public var step: UInt64
    /// Pressures at the roots of aorta and pulmonary artery and in the right atrium [mmHg].
    public var arterial: Double
    public var pulmonary: Double
    public var centralVenous: Double
    /// Pressure [mmHg] and volume [mL] of the left ventricle, and of the right.
    public var ventricularPressure: Double
    public var ventricularVolume: Double
    public var rightVentricularPressure: Double
    public var rightVentricularVolume: Double
}

extension TwinHeart {
    /// What a monitor would draw now.
    package var trace: TraceSample {
        TraceSample(
            step: step, arterial: places.aorticRoot(solver) / Units.mmHg,
            pulmonary: places.pulmonaryRoot(solver) / Units.mmHg,
            centralVenous: solver.pressure(places.rightAtrium) / Units.mmHg,
            ventricularPressure: solver.pressure(places.leftVentricle) / Units.mmHg,
            ventricularVolume: solver.volume(places.leftVentricle) / Units.mL,
            rightVentricularPressure: solver.pressure(places.rightVentricle) / Units.mmHg,
            rightVentricularVolume: solver.volume(places.rightVentricle) / Units.mL)
    }
}
