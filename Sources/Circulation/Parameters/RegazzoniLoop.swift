import Quantities

/// The published closed loop that anchors the verification: linear elastances and diode valves.
///
/// Heart rate 75/min. The timings of this set are seconds (elsewhere the same numbers are printed
/// as fractions of the beat). It is not a healthy adult: its atria contract with the ventricles.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083,
/// doi:10.1016/j.jcp.2022.111083; values and initial state of the authors' circulation code.
public enum RegazzoniLoop {
    /// Cycle length [ms].
    public static let period = 800.0

    /// The loop with its two elastance ventricles.
    public static let standalone = StandaloneLoop(
        loop: loop,
        leftVentricle: chamber(4.482, 0.170, 42, onset: 100, contraction: 250, relaxation: 400),
        rightVentricle: chamber(0.200, 0.029, 16, onset: 100, contraction: 250, relaxation: 400))

    /// Vessels, valves and atria without the ventricles.
    public static let loop = ClosedLoop(
        systemic: CirculationLimb(
            outlet: valve, artery: vessel(0.733, 1.372, 0.005),
            vein: vessel(0.32, 11.363, 0.0005),
            atrium: chamber(0.06, 0.07, 4, onset: 900, contraction: 170, relaxation: 170),
            inlet: valve),
        pulmonary: CirculationLimb(
            outlet: valve, artery: vessel(0.046, 20, 0.0005), vein: vessel(0.0015, 16, 0.0005),
            atrium: chamber(0.07, 0.18, 4, onset: 900, contraction: 170, relaxation: 170),
            inlet: valve))

    /// The published initial state; vessel volumes are those of the published pressures.
    public static let initialState = LoopState(
        systemic: LimbState(
            volumes: Units.mL
                * SIMD4(87.675 * 1.372, 35.898 * 11.363, 86.833, 166.177),
            flows: SIMD4(0, 71.104, 94.039, 0), openings: SIMD2(1, 1)),
        pulmonary: LimbState(
            volumes: Units.mL * SIMD4(19.545 * 20, 15.004 * 16, 87.183, 118.520),
            flows: SIMD4(0, 94.084, 473.279, 0), openings: SIMD2(1, 1)))

    private static let valve = ValveDiode(
        openResistance: 0.0075 * Units.mmHgSecondPerML,
        closedResistance: 75006.2 * Units.mmHgSecondPerML, steepness: 200 / Units.mmHg)

    private static func vessel(_ r: Double, _ c: Double, _ l: Double) -> VesselRLC {
        VesselRLC(
            resistance: r * Units.mmHgSecondPerML, compliance: c * Units.mLPerMmHg,
            inertance: l * Units.mmHgSecondSquaredPerML)
    }

    private static func chamber(
        _ active: Double, _ passive: Double, _ v0: Double, onset: Double, contraction: Double,
        relaxation: Double
    ) -> ChamberElastance {
        ChamberElastance(
            activeElastance: active * Units.mmHgPerML,
            passiveElastance: passive * Units.mmHgPerML, unstressedVolume: v0 * Units.mL,
            timing: ActivationTiming(
                period: period, onset: onset, contraction: contraction, relaxation: relaxation))
    }
}
