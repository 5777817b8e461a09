/// What the loop answers to ventricles that offer their pressures at the end of a step.
public struct CoupledStep: Sendable {
    /// The loop after the step; keep it when the step is accepted.
    public var memory: LoopMemory
    /// Volume of the left ventricle at the end of the step [mm³].
    public var leftVolume: Double
    /// Volume of the right ventricle at the end of the step [mm³].
    public var rightVolume: Double
    /// ∂(V_LV, V_RV)/∂(p_LV, p_RV) [mm³/kPa], row-major: LV by LV, LV by RV, RV by LV, RV by RV.
    public var derivative: SIMD4<Double>

    /// Makes an answer.
    public init(
        memory: LoopMemory, leftVolume: Double, rightVolume: Double, derivative: SIMD4<Double>
    ) {
        self.memory = memory
        self.leftVolume = leftVolume
        self.rightVolume = rightVolume
        self.derivative = derivative
    }
}

/// A closed loop seen from ventricles that live elsewhere.
///
/// One call per trial of a step: cheap enough to go through an existential.
public protocol CoupledCirculation: Sendable {
    /// Advances the loop by one implicit step with the ventricular pressures at its end.
    func step(
        _ memory: LoopMemory, time: Double, dt: Double, leftPressure: Double,
        rightPressure: Double, scheme: CouplingScheme
    ) throws(CirculationError) -> CoupledStep

    /// Pressures of all compartments at a state.
    func pressures(
        _ state: LoopState, time: Double, leftPressure: Double, rightPressure: Double
    ) -> LoopPressures
}

extension ClosedLoop: CoupledCirculation {
    /// Advances the loop by one implicit step with the ventricular pressures at its end.
    ///
    /// Given both pressures the two limbs decouple; each is a Newton iteration on three volumes
    /// (a microsecond or two). The derivative of the ventricular volumes comes from the same
    /// Jacobian at the converged state and is exact. Any finite pressures are accepted: trial
    /// values of an outer iteration need not be physiological.
    ///
    /// - Parameters:
    ///   - memory: the loop at the start of the step; not changed.
    ///   - time: start of the step [ms].
    ///   - dt: length of the step [ms], positive.
    ///   - leftPressure: pressure of the left ventricle at the end of the step [kPa].
    ///   - rightPressure: pressure of the right ventricle at the end of the step [kPa].
    ///   - scheme: time discretisation; BDF2 keeps second order with variable steps.
    /// - Throws: ``CirculationError/invalidInput(name:value:unit:)`` for a pressure that is not
    ///   finite or a step that is not positive;
    ///   ``CirculationError/newtonDiverged(time:step:residuals:)``.
    public func step(
        _ memory: LoopMemory, time: Double, dt: Double, leftPressure: Double,
        rightPressure: Double, scheme: CouplingScheme = .bdf2
    ) throws(CirculationError) -> CoupledStep {
        try Self.validate(dt: dt, leftPressure: leftPressure, rightPressure: rightPressure)
        let (base, h) = memory.stage(dt: dt, scheme: scheme)
        let end = time + dt
        let body = try LimbSolver.solve(
            systemic, guess: memory.state.systemic, base: base.systemic, h: h, time: end,
            upstream: leftPressure, downstream: rightPressure)
        let lungs = try LimbSolver.solve(
            pulmonary, guess: memory.state.pulmonary, base: base.pulmonary, h: h, time: end,
            upstream: rightPressure, downstream: leftPressure)
        var state = LoopState(
            systemic: body.iterate.state(base: base.systemic, h: h),
            pulmonary: lungs.iterate.state(base: base.pulmonary, h: h))
        state.leftVentricleVolume -= h * state.aorticFlow
        state.rightVentricleVolume -= h * state.pulmonaryFlow
        var next = LoopMemory(state)
        next.previous = memory.state
        next.lastStep = dt
        let (b, l) = (body.response, lungs.response)
        return CoupledStep(
            memory: next, leftVolume: state.leftVentricleVolume,
            rightVolume: state.rightVentricleVolume,
            derivative: h
                * SIMD4(
                    l.inletByDownstream - b.outletByUpstream,
                    l.inletByUpstream - b.outletByDownstream,
                    b.inletByUpstream - l.outletByDownstream,
                    b.inletByDownstream - l.outletByUpstream))
    }

    private static func validate(
        dt: Double, leftPressure: Double, rightPressure: Double
    ) throws(CirculationError) {
        guard dt.isFinite, dt > 0 else {
            throw .invalidInput(name: "time step", value: dt, unit: "ms")
        }
        guard leftPressure.isFinite else {
            throw .invalidInput(name: "left pressure", value: leftPressure, unit: "kPa")
        }
        guard rightPressure.isFinite else {
            throw .invalidInput(name: "right pressure", value: rightPressure, unit: "kPa")
        }
    }
}
