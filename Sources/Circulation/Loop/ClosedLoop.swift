/// Closed-loop circulation: two limbs joined by two ventricles that somebody else provides.
///
/// ```
///   ┌─▶ LV ─aortic─▶ arteries ─▶ veins ─▶ RA ─tricuspid─▶ RV ─pulmonary─▶ arteries ─▶ veins ─▶ LA ─mitral─┐
///   └────────────────────────── systemic limb ────────────┴──────────────── pulmonary limb ──────────────┘
/// ```
///
/// Unknowns are volumes, flows and leaflet openings (``LoopState``); pressures follow from volumes.
/// Volumes change by flows only and each flow leaves one compartment and enters the next, so blood
/// is conserved to round-off by every integrator here.
///
/// Two uses: coupled to ventricles that prescribe their pressures at the end of a step
/// (``step(_:time:dt:leftPressure:rightPressure:scheme:)``), and stand-alone with two ventricular
/// ``ChamberLaw`` values (``StandaloneLoop``).
///
/// Source of the layout: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083, equations (4)–(5).
public struct ClosedLoop<Atrium: ChamberLaw, Valve: ValveModel>: Sendable {
    /// From the left ventricle through the body to the right ventricle.
    public var systemic: CirculationLimb<Atrium, Valve>
    /// From the right ventricle through the lungs to the left ventricle.
    public var pulmonary: CirculationLimb<Atrium, Valve>

    /// Makes a loop.
    @inlinable
    public init(
        systemic: CirculationLimb<Atrium, Valve>, pulmonary: CirculationLimb<Atrium, Valve>
    ) {
        self.systemic = systemic
        self.pulmonary = pulmonary
    }

    /// Pressures of all compartments at a state.
    ///
    /// - Parameters:
    ///   - time: absolute time [ms], for the atria.
    ///   - leftPressure: pressure of the left ventricle [kPa].
    ///   - rightPressure: pressure of the right ventricle [kPa].
    @inlinable
    public func pressures(
        _ state: LoopState, time: Double, leftPressure: Double, rightPressure: Double
    ) -> LoopPressures {
        let arteries = systemic.artery.pressure(volume: state.systemic.arteryVolume).value
        let lungs = pulmonary.artery.pressure(volume: state.pulmonary.arteryVolume).value
        return LoopPressures(
            leftVentricle: leftPressure, rightVentricle: rightPressure,
            leftAtrium: pulmonary.atrium.pressure(
                volume: state.pulmonary.atriumVolume, time: time
            ).value,
            rightAtrium: systemic.atrium.pressure(
                volume: state.systemic.atriumVolume, time: time
            ).value,
            aorta: arteries
                + systemic.artery.characteristicResistance * state.systemic.outletFlow,
            pulmonaryArtery: lungs
                + pulmonary.artery.characteristicResistance * state.pulmonary.outletFlow,
            systemicVeins: systemic.vein.pressure(volume: state.systemic.veinVolume).value,
            pulmonaryVeins: pulmonary.vein.pressure(volume: state.pulmonary.veinVolume).value)
    }
}

/// Pressures in the loop at one moment [kPa].
public struct LoopPressures: Sendable, Equatable {
    /// Left ventricle.
    public var leftVentricle: Double
    /// Right ventricle.
    public var rightVentricle: Double
    /// Left atrium.
    public var leftAtrium: Double
    /// Right atrium.
    public var rightAtrium: Double
    /// Aortic root, in front of the characteristic resistance.
    public var aorta: Double
    /// Main pulmonary artery, in front of the characteristic resistance.
    public var pulmonaryArtery: Double
    /// Systemic veins.
    public var systemicVeins: Double
    /// Pulmonary veins.
    public var pulmonaryVeins: Double

    /// Makes a set of pressures.
    @inlinable
    public init(
        leftVentricle: Double, rightVentricle: Double, leftAtrium: Double, rightAtrium: Double,
        aorta: Double, pulmonaryArtery: Double, systemicVeins: Double, pulmonaryVeins: Double
    ) {
        self.leftVentricle = leftVentricle
        self.rightVentricle = rightVentricle
        self.leftAtrium = leftAtrium
        self.rightAtrium = rightAtrium
        self.aorta = aorta
        self.pulmonaryArtery = pulmonaryArtery
        self.systemicVeins = systemicVeins
        self.pulmonaryVeins = pulmonaryVeins
    }
}
