extension StandaloneLoop {
    /// One step of the implicit method SDIRK2 (second order, L-stable).
    ///
    /// Newton's method on the eight volumes; the two limbs are eliminated analytically, which
    /// leaves a 2 × 2 system for the ventricles. Allocates nothing.
    ///
    /// - Parameters:
    ///   - state: state at `time`.
    ///   - time: start of the step [ms].
    ///   - dt: length of the step [ms].
    ///   - trend: change of the state over the previous step of the same length, for the initial
    ///     guess; zero if unknown.
    /// - Throws: ``CirculationError/newtonDiverged(time:step:residuals:)``.
    @inlinable
    public func implicitStep(
        _ state: LoopState, time: Double, dt: Double, trend: LoopState = .zero
    ) throws(CirculationError) -> LoopState {
        let gamma = ImplicitMethod.gamma
        let h = gamma * dt
        let first = try stage(base: state, guess: state + gamma * trend, h: h, time: time + h)
        let change = first - state
        return try stage(
            base: state + ImplicitMethod.carry * change, guess: state + (1 / gamma) * change,
            h: h, time: time + dt)
    }

    /// Solves the stage `y = base + h·f(time, y)`.
    @inlinable
    func stage(
        base: LoopState, guess: LoopState, h: Double, time: Double
    ) throws(CirculationError) -> LoopState {
        let moment = Moment(self, time: time)
        let tolerance = ImplicitMethod.relativeTolerance * base.bloodVolume.magnitude
        var x = evaluate(Volumes(guess), base: base, h: h, moment: moment)
        var history = SIMD8<Double>.zero
        for iteration in 0..<ImplicitMethod.maximumIterations {
            if x.merit <= tolerance { return x.state(base: base, h: h) }
            history[iteration & 7] = x.merit
            let step = x.newtonStep(base: base, h: h)
            var fraction = 1.0
            var next = evaluate(x.volumes + step, base: base, h: h, moment: moment)
            var halvings = 0
            while !(next.merit < x.merit), halvings < ImplicitMethod.maximumHalvings {
                fraction *= 0.5
                halvings += 1
                next = evaluate(x.volumes + fraction * step, base: base, h: h, moment: moment)
            }
            x = next
        }
        throw .newtonDiverged(time: time, step: h, residuals: (0..<8).map { history[$0] })
    }

    /// The phases of the four chambers at one time.
    @usableFromInline
    struct Moment {
        @usableFromInline var leftVentricle: Ventricle.Phase
        @usableFromInline var rightVentricle: Ventricle.Phase
        @usableFromInline var leftAtrium: Atrium.Phase
        @usableFromInline var rightAtrium: Atrium.Phase

        @inlinable
        init(_ model: StandaloneLoop, time: Double) {
            leftVentricle = model.leftVentricle.phase(at: time)
            rightVentricle = model.rightVentricle.phase(at: time)
            leftAtrium = model.loop.pulmonary.atrium.phase(at: time)
            rightAtrium = model.loop.systemic.atrium.phase(at: time)
        }
    }

    /// Evaluates pressures, branches and residuals of a stage at the given volumes.
    @inlinable
    func evaluate(
        _ volumes: Volumes, base: LoopState, h: Double, moment: Moment
    ) -> LoopIterate {
        let (s, p) = (volumes.systemic, volumes.pulmonary)
        let left = leftVentricle.pressure(volume: p[3], phase: moment.leftVentricle)
        let right = rightVentricle.pressure(volume: s[3], phase: moment.rightVentricle)
        let body = loop.systemic.evaluate(
            (s[0], s[1], s[2]), base: base.systemic, h: h, phase: moment.rightAtrium,
            upstream: left.value, downstream: right.value)
        let lungs = loop.pulmonary.evaluate(
            (p[0], p[1], p[2]), base: base.pulmonary, h: h, phase: moment.leftAtrium,
            upstream: right.value, downstream: left.value)
        return LoopIterate(
            volumes: volumes, body: body, lungs: lungs, leftSlope: left.slope,
            rightSlope: right.slope, base: base, h: h)
    }
}

/// The eight volumes of the loop, by limb: artery, vein, atrium, ventricle [mm³].
@usableFromInline
struct Volumes {
    @usableFromInline var systemic: SIMD4<Double>
    @usableFromInline var pulmonary: SIMD4<Double>

    @inlinable
    init(systemic: SIMD4<Double>, pulmonary: SIMD4<Double>) {
        self.systemic = systemic
        self.pulmonary = pulmonary
    }

    @inlinable
    init(_ state: LoopState) {
        self.init(systemic: state.systemic.volumes, pulmonary: state.pulmonary.volumes)
    }

    @inlinable
    static func + (a: Volumes, b: Volumes) -> Volumes {
        Volumes(systemic: a.systemic + b.systemic, pulmonary: a.pulmonary + b.pulmonary)
    }

    @inlinable
    static func * (factor: Double, a: Volumes) -> Volumes {
        Volumes(systemic: factor * a.systemic, pulmonary: factor * a.pulmonary)
    }
}

/// One Newton iterate of an implicit stage of the whole loop.
@usableFromInline
struct LoopIterate {
    @usableFromInline var volumes: Volumes
    @usableFromInline var body: LimbIterate
    @usableFromInline var lungs: LimbIterate
    /// Pressure slopes of the ventricles [kPa/mm³].
    @usableFromInline var leftSlope: Double
    @usableFromInline var rightSlope: Double
    /// Sum of the absolute volume residuals [mm³].
    @usableFromInline var merit: Double

    @inlinable
    init(
        volumes: Volumes, body: LimbIterate, lungs: LimbIterate, leftSlope: Double,
        rightSlope: Double, base: LoopState, h: Double
    ) {
        self.volumes = volumes
        self.body = body
        self.lungs = lungs
        self.leftSlope = leftSlope
        self.rightSlope = rightSlope
        let left =
            volumes.pulmonary[3] - base.leftVentricleVolume
            - h * (lungs.inletStep.flow - body.outletStep.flow)
        let right =
            volumes.systemic[3] - base.rightVentricleVolume
            - h * (body.inletStep.flow - lungs.outletStep.flow)
        merit = body.merit + lungs.merit + left.magnitude + right.magnitude
    }

    /// The Newton increment: limbs eliminated, a 2 × 2 system for the ventricles.
    @inlinable
    func newtonStep(base: LoopState, h: Double) -> Volumes {
        let b = LimbResponse(body, h: h)
        let l = LimbResponse(lungs, h: h)
        let a11 = 1 - h * leftSlope * (l.inletByDownstream - b.outletByUpstream)
        let a12 = -h * rightSlope * (l.inletByUpstream - b.outletByDownstream)
        let a21 = -h * leftSlope * (b.inletByUpstream - l.outletByDownstream)
        let a22 = 1 - h * rightSlope * (b.inletByDownstream - l.outletByUpstream)
        let r1 =
            base.leftVentricleVolume + h * (l.inletFlow - b.outletFlow) - volumes.pulmonary[3]
        let r2 =
            base.rightVentricleVolume + h * (b.inletFlow - l.outletFlow) - volumes.systemic[3]
        let determinant = a11 * a22 - a12 * a21
        let left = (r1 * a22 - a12 * r2) / determinant
        let right = (a11 * r2 - a21 * r1) / determinant
        let (dpl, dpr) = (leftSlope * left, rightSlope * right)
        return Volumes(
            systemic: SIMD4(
                b.increment.0 + b.byUpstream.0 * dpl + b.byDownstream.0 * dpr,
                b.increment.1 + b.byUpstream.1 * dpl + b.byDownstream.1 * dpr,
                b.increment.2 + b.byUpstream.2 * dpl + b.byDownstream.2 * dpr, right),
            pulmonary: SIMD4(
                l.increment.0 + l.byUpstream.0 * dpr + l.byDownstream.0 * dpl,
                l.increment.1 + l.byUpstream.1 * dpr + l.byDownstream.1 * dpl,
                l.increment.2 + l.byUpstream.2 * dpr + l.byDownstream.2 * dpl, left))
    }

    /// The state at the end of the stage, volumes recomputed from the flows.
    @inlinable
    func state(base: LoopState, h: Double) -> LoopState {
        var state = LoopState(
            systemic: body.state(base: base.systemic, h: h),
            pulmonary: lungs.state(base: base.pulmonary, h: h))
        state.leftVentricleVolume -= h * state.aorticFlow
        state.rightVentricleVolume -= h * state.pulmonaryFlow
        return state
    }
}
