/// How a stand-alone loop is integrated over a beat.
public enum BeatMethod: Sendable, Equatable {
    /// SDIRK2, second order, L-stable; a few milliseconds a step.
    case implicit
    /// Classical Runge–Kutta, fourth order; needs steps of about 0.01 ms with diode valves.
    case rungeKutta
}

extension StandaloneLoop {
    /// Integrates one beat and returns the state at its end.
    ///
    /// - Parameters:
    ///   - start: state at `time`.
    ///   - time: start of the beat [ms].
    ///   - period: length of the beat [ms].
    ///   - steps: number of equal steps, positive.
    /// - Throws: ``CirculationError/newtonDiverged(time:step:residuals:)`` or
    ///   ``CirculationError/notFinite(state:time:)``.
    @inlinable
    public func beat(
        from start: LoopState, time: Double = 0, period: Double, steps: Int,
        method: BeatMethod = .implicit
    ) throws(CirculationError) -> LoopState {
        try integrate(
            from: start, time: time, period: period, steps: steps, method: method
        ) { _, _ in }
    }

    /// Integrates one beat and returns its traces, sampled at every `stride`-th step.
    ///
    /// - Throws: as ``beat(from:time:period:steps:method:)``.
    @inlinable
    public func traces(
        from start: LoopState, time: Double = 0, period: Double, steps: Int,
        method: BeatMethod = .implicit, stride: Int = 1
    ) throws(CirculationError) -> BeatTraces {
        var traces = BeatTraces(capacity: steps / stride + 1)
        func record(_ state: LoopState, _ elapsed: Double) {
            let state = withAlgebraicFlows(state, time: time + elapsed)
            traces.append(
                time: elapsed, state: state,
                pressures: pressures(state, time: time + elapsed))
        }
        record(start, 0)
        var sample = 0
        _ = try integrate(
            from: start, time: time, period: period, steps: steps, method: method
        ) { state, elapsed in
            sample += 1
            if sample % stride == 0 { record(state, elapsed) }
        }
        return traces
    }

    /// Integrates one beat, showing every step's end to `observe(state, elapsed time)`.
    @inlinable
    func integrate(
        from start: LoopState, time: Double, period: Double, steps: Int, method: BeatMethod,
        observe: (LoopState, Double) -> Void
    ) throws(CirculationError) -> LoopState {
        precondition(steps > 0, "a beat needs at least one step")
        let dt = period / Double(steps)
        var state = start
        var trend = LoopState.zero
        for k in 0..<steps {
            let now = time + Double(k) * dt
            let next: LoopState
            switch method {
            case .implicit:
                next = try implicitStep(state, time: now, dt: dt, trend: trend)
            case .rungeKutta:
                next = rungeKuttaStep(state, time: now, dt: dt)
            }
            trend = next - state
            state = next
            observe(state, Double(k + 1) * dt)
        }
        guard state.isFinite else { throw .notFinite(state: "loop", time: time + period) }
        return state
    }
}
