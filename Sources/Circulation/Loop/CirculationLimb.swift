/// Half of the loop: outlet valve, arteries, veins, atrium and inlet valve between two ventricles.
///
/// ```
/// ventricle ─outlet─▶ artery ─R,L─▶ vein ─R,L─▶ atrium ─inlet─▶ ventricle
/// ```
///
/// The systemic and the pulmonary circulation are two values of this type.
public struct CirculationLimb<Atrium: ChamberLaw, Valve: ValveModel>: Sendable {
    /// Valve between the upstream ventricle and the arteries.
    public var outlet: Valve
    /// Arteries.
    public var artery: VesselRLC
    /// Veins.
    public var vein: VesselRLC
    /// Atrium.
    public var atrium: Atrium
    /// Valve between the atrium and the downstream ventricle.
    public var inlet: Valve

    /// Makes a limb.
    @inlinable
    public init(
        outlet: Valve, artery: VesselRLC, vein: VesselRLC, atrium: Atrium, inlet: Valve
    ) {
        self.outlet = outlet
        self.artery = artery
        self.vein = vein
        self.atrium = atrium
        self.inlet = inlet
    }
}

/// Branches and compartments of a limb at one iterate of an implicit stage.
@usableFromInline
struct LimbIterate {
    /// Volumes of artery, vein, atrium [mm³].
    @usableFromInline var artery: Double
    @usableFromInline var vein: Double
    @usableFromInline var atrium: Double
    /// Branches at these volumes.
    @usableFromInline var outletStep: BranchStep
    @usableFromInline var arteryStep: BranchStep
    @usableFromInline var veinStep: BranchStep
    @usableFromInline var inletStep: BranchStep
    /// Pressure slopes of artery, vein, atrium [kPa/mm³].
    @usableFromInline var arterySlope: Double
    @usableFromInline var veinSlope: Double
    @usableFromInline var atriumSlope: Double
    /// Volume residuals of artery, vein, atrium [mm³].
    @usableFromInline var residual: (Double, Double, Double)

    @inlinable
    init(
        artery: Double, vein: Double, atrium: Double,
        steps: (
            outlet: BranchStep, artery: BranchStep, vein: BranchStep, inlet: BranchStep
        ), slopes: (Double, Double, Double), residual: (Double, Double, Double)
    ) {
        self.artery = artery
        self.vein = vein
        self.atrium = atrium
        outletStep = steps.outlet
        arteryStep = steps.artery
        veinStep = steps.vein
        inletStep = steps.inlet
        (arterySlope, veinSlope, atriumSlope) = slopes
        self.residual = residual
    }

    /// Sum of the absolute residuals [mm³].
    @inlinable var merit: Double {
        residual.0.magnitude + residual.1.magnitude + residual.2.magnitude
    }
}

/// Linear response of a limb around an iterate: Newton increments and flow sensitivities.
@usableFromInline
struct LimbResponse {
    /// Newton increments of artery, vein, atrium at fixed ventricular pressures [mm³].
    @usableFromInline var increment: (Double, Double, Double)
    /// Increments per upstream and downstream pressure [mm³/kPa].
    @usableFromInline var byUpstream: (Double, Double, Double)
    @usableFromInline var byDownstream: (Double, Double, Double)
    /// Outlet and inlet flow after the increment at fixed pressures [mm³/ms].
    @usableFromInline var outletFlow: Double
    @usableFromInline var inletFlow: Double
    /// Sensitivities of these flows [mm³/(ms·kPa)].
    @usableFromInline var outletByUpstream: Double
    @usableFromInline var outletByDownstream: Double
    @usableFromInline var inletByUpstream: Double
    @usableFromInline var inletByDownstream: Double

    @inlinable
    init(_ x: LimbIterate, h: Double) {
        let (sa, sv, st) = (x.arterySlope, x.veinSlope, x.atriumSlope)
        let (go, ga) = (x.outletStep.conductance, x.arteryStep.conductance)
        let (gv, gi) = (x.veinStep.conductance, x.inletStep.conductance)
        // Tridiagonal Jacobian ∂residual/∂volume; its columns are diagonally dominant.
        let a11 = 1 + h * (go + ga) * sa
        let a12 = -h * ga * sv
        let a21 = -h * ga * sa
        let a22 = 1 + h * (ga + gv) * sv
        let a23 = -h * gv * st
        let a32 = -h * gv * sv
        let a33 = 1 + h * (gv + gi) * st
        // LU factors; the right-hand sides of the sensitivities have one entry each.
        let i11 = 1 / a11
        let m2 = a21 * i11
        let i22 = 1 / (a22 - m2 * a12)
        let m3 = a32 * i22
        let i33 = 1 / (a33 - m3 * a23)
        let (b1, b2, b3) = (-x.residual.0, -x.residual.1, -x.residual.2)
        let y2 = b2 - m2 * b1
        let z = (b3 - m3 * y2) * i33
        let y = (y2 - a23 * z) * i22
        increment = ((b1 - a12 * y) * i11, y, z)
        let up = h * go
        let upZ = m3 * m2 * up * i33
        let upY = (-m2 * up - a23 * upZ) * i22
        byUpstream = ((up - a12 * upY) * i11, upY, upZ)
        let downZ = h * gi * i33
        let downY = -a23 * downZ * i22
        byDownstream = (-a12 * downY * i11, downY, downZ)
        outletFlow = x.outletStep.flow - go * sa * increment.0
        inletFlow = x.inletStep.flow + gi * st * increment.2
        outletByUpstream = go * (1 - sa * byUpstream.0)
        outletByDownstream = -go * sa * byDownstream.0
        inletByUpstream = gi * st * byUpstream.2
        inletByDownstream = gi * (st * byDownstream.2 - 1)
    }
}

extension CirculationLimb {
    /// Evaluates branches and residuals of the stage `y = base + h·f(y)` at the given volumes.
    @inlinable
    func evaluate(
        _ volumes: (artery: Double, vein: Double, atrium: Double), base: LimbState, h: Double,
        phase: Atrium.Phase, upstream: Double, downstream: Double
    ) -> LimbIterate {
        let pa = artery.pressure(volume: volumes.artery)
        let pv = vein.pressure(volume: volumes.vein)
        let pt = atrium.pressure(volume: volumes.atrium, phase: phase)
        let outletStep = outlet.advance(
            base.outlet, by: h, drop: upstream - pa.value,
            series: artery.characteristicResistance)
        let arteryStep = artery.advance(base.artery, by: h, drop: pa.value - pv.value, series: 0)
        let veinStep = vein.advance(base.vein, by: h, drop: pv.value - pt.value, series: 0)
        let inletStep = inlet.advance(
            base.inlet, by: h, drop: pt.value - downstream, series: 0)
        return LimbIterate(
            artery: volumes.artery, vein: volumes.vein, atrium: volumes.atrium,
            steps: (outletStep, arteryStep, veinStep, inletStep),
            slopes: (pa.slope, pv.slope, pt.slope),
            residual: (
                volumes.artery - base.arteryVolume - h * (outletStep.flow - arteryStep.flow),
                volumes.vein - base.veinVolume - h * (arteryStep.flow - veinStep.flow),
                volumes.atrium - base.atriumVolume - h * (veinStep.flow - inletStep.flow)
            ))
    }

    /// Time derivative of the limb's states; the ventricle's volume takes its inlet flow only.
    ///
    /// Also returns the flow out of the upstream ventricle.
    @inlinable
    func rates(
        _ state: LimbState, phase: Atrium.Phase, upstream: Double, downstream: Double
    ) -> (rates: LimbState, outletFlow: Double) {
        let pa = artery.pressure(volume: state.arteryVolume).value
        let pv = vein.pressure(volume: state.veinVolume).value
        let pt = atrium.pressure(volume: state.atriumVolume, phase: phase).value
        let z = artery.characteristicResistance
        let qo = outlet.flow(state.outlet, drop: upstream - pa, series: z)
        let qa = artery.flow(state.artery, drop: pa - pv, series: 0)
        let qv = vein.flow(state.vein, drop: pv - pt, series: 0)
        let qi = inlet.flow(state.inlet, drop: pt - downstream, series: 0)
        let outletRates = outlet.rates(state.outlet, drop: upstream - pa, series: z)
        let inletRates = inlet.rates(state.inlet, drop: pt - downstream, series: 0)
        let rates = LimbState(
            volumes: SIMD4(qo - qa, qa - qv, qv - qi, qi),
            flows: SIMD4(
                outletRates.flow, artery.rates(state.artery, drop: pa - pv, series: 0).flow,
                vein.rates(state.vein, drop: pv - pt, series: 0).flow, inletRates.flow),
            openings: SIMD2(outletRates.opening, inletRates.opening))
        return (rates, qo)
    }

    /// The state with the flows of branches without inertance computed from the pressures.
    @inlinable
    func withAlgebraicFlows(
        _ state: LimbState, phase: Atrium.Phase, upstream: Double, downstream: Double
    ) -> LimbState {
        let pa = artery.pressure(volume: state.arteryVolume).value
        let pv = vein.pressure(volume: state.veinVolume).value
        let pt = atrium.pressure(volume: state.atriumVolume, phase: phase).value
        var state = state
        state.flows = SIMD4(
            outlet.flow(
                state.outlet, drop: upstream - pa, series: artery.characteristicResistance),
            artery.flow(state.artery, drop: pa - pv, series: 0),
            vein.flow(state.vein, drop: pv - pt, series: 0),
            inlet.flow(state.inlet, drop: pt - downstream, series: 0))
        return state
    }
}
