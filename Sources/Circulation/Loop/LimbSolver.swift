/// Newton's method for the three volumes of a limb between prescribed ventricular pressures.
///
/// The residual of a compartment is `V − base − h·(Q_in − Q_out)`. Flows increase with the drop
/// that drives them, so the Jacobian has diagonally dominant columns: it is never singular, and its
/// Newton direction decreases the sum of absolute residuals. Halving the step until that sum
/// decreases makes the iteration safe for any trial pressure.
enum LimbSolver {
    /// Volume residual at which the iteration ends, relative to the volumes involved [1].
    static let relativeTolerance = 1e-13
    /// Iterations before giving up.
    static let maximumIterations = 80
    /// Step halvings within one iteration.
    static let maximumHalvings = 20
    /// Share of the predicted decrease that a step must deliver (Armijo) [1].
    static let sufficientDecrease = 1e-4

    /// Solves one limb and returns the converged iterate with its response.
    ///
    /// - Throws: ``CirculationError/newtonDiverged(time:step:residuals:)``.
    static func solve<Atrium: ChamberLaw, Valve: ValveModel>(
        _ limb: CirculationLimb<Atrium, Valve>, guess: LimbState, base: LimbState, h: Double,
        time: Double, upstream: Double, downstream: Double
    ) throws(CirculationError) -> (iterate: LimbIterate, response: LimbResponse) {
        let phase = limb.atrium.phase(at: time)
        func evaluate(_ a: Double, _ v: Double, _ t: Double) -> LimbIterate {
            limb.evaluate(
                (a, v, t), base: base, h: h, phase: phase, upstream: upstream,
                downstream: downstream)
        }
        var x = evaluate(guess.arteryVolume, guess.veinVolume, guess.atriumVolume)
        var history = SIMD8<Double>.zero
        for iteration in 0..<maximumIterations {
            let response = LimbResponse(x, h: h)
            if x.merit <= relativeTolerance * scale(x, base: base, h: h) { return (x, response) }
            history[iteration & 7] = x.merit
            let step = response.increment
            var fraction = 1.0
            var next = evaluate(x.artery + step.0, x.vein + step.1, x.atrium + step.2)
            for _ in 0..<maximumHalvings {
                if next.merit <= (1 - sufficientDecrease * fraction) * x.merit { break }
                fraction *= 0.5
                next = evaluate(
                    x.artery + fraction * step.0, x.vein + fraction * step.1,
                    x.atrium + fraction * step.2)
            }
            x = next
        }
        // The last eight residuals, oldest first (the number of iterations is a multiple of 8).
        throw .newtonDiverged(time: time, step: h, residuals: (0..<8).map { history[$0] })
    }

    /// Sum of the volumes and flow volumes that the residual is made of [mm³].
    private static func scale(_ x: LimbIterate, base: LimbState, h: Double) -> Double {
        let volumes =
            base.arteryVolume.magnitude + base.veinVolume.magnitude
            + base.atriumVolume.magnitude + x.artery.magnitude + x.vein.magnitude
            + x.atrium.magnitude
        let flows =
            x.outletStep.flow.magnitude + x.arteryStep.flow.magnitude
            + x.veinStep.flow.magnitude + x.inletStep.flow.magnitude
        return volumes + h * flows
    }
}

extension LimbIterate {
    /// The limb's state at the end of the stage.
    ///
    /// Volumes are recomputed from the flows, so that blood is conserved to round-off whatever the
    /// tolerance of the iteration; the ventricle receives the inlet flow only.
    @inlinable
    func state(base: LimbState, h: Double) -> LimbState {
        let flows = SIMD4(outletStep.flow, arteryStep.flow, veinStep.flow, inletStep.flow)
        let net = SIMD4(
            flows[0] - flows[1], flows[1] - flows[2], flows[2] - flows[3], flows[3])
        return LimbState(
            volumes: base.volumes + h * net, flows: flows,
            openings: SIMD2(outletStep.opening, inletStep.opening))
    }
}
