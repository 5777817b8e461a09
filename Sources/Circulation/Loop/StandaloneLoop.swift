/// The closed loop with its ventricles given as pressure–volume–time laws.
///
/// Integrators are methods of this type: classical Runge–Kutta (explicit, for reference solutions)
/// and SDIRK2 (implicit, L-stable, for everything else).
public struct StandaloneLoop<Atrium: ChamberLaw, Valve: ValveModel, Ventricle: ChamberLaw>:
    Sendable
{
    /// Vessels, valves and atria.
    public var loop: ClosedLoop<Atrium, Valve>
    /// Left ventricle.
    public var leftVentricle: Ventricle
    /// Right ventricle.
    public var rightVentricle: Ventricle

    /// Joins a loop with two ventricles.
    @inlinable
    public init(
        loop: ClosedLoop<Atrium, Valve>, leftVentricle: Ventricle, rightVentricle: Ventricle
    ) {
        self.loop = loop
        self.leftVentricle = leftVentricle
        self.rightVentricle = rightVentricle
    }

    /// Pressures of all compartments at a state and an absolute time [ms].
    @inlinable
    public func pressures(_ state: LoopState, time: Double) -> LoopPressures {
        loop.pressures(
            state, time: time,
            leftPressure: leftVentricle.pressure(
                volume: state.leftVentricleVolume, time: time
            ).value,
            rightPressure: rightVentricle.pressure(
                volume: state.rightVentricleVolume, time: time
            ).value)
    }

    /// Time derivative of the state [per ms].
    @inlinable
    public func rates(_ state: LoopState, time: Double) -> LoopState {
        let left = leftVentricle.pressure(volume: state.leftVentricleVolume, time: time).value
        let right = rightVentricle.pressure(volume: state.rightVentricleVolume, time: time).value
        let body = loop.systemic.rates(
            state.systemic, phase: loop.systemic.atrium.phase(at: time), upstream: left,
            downstream: right)
        let lungs = loop.pulmonary.rates(
            state.pulmonary, phase: loop.pulmonary.atrium.phase(at: time), upstream: right,
            downstream: left)
        var rates = LoopState(systemic: body.rates, pulmonary: lungs.rates)
        rates.leftVentricleVolume -= body.outletFlow
        rates.rightVentricleVolume -= lungs.outletFlow
        return rates
    }

    /// The state with the flows of branches without inertance computed from the pressures.
    ///
    /// Implicit steps deliver them already; explicit ones leave them behind.
    @inlinable
    public func withAlgebraicFlows(_ state: LoopState, time: Double) -> LoopState {
        let left = leftVentricle.pressure(volume: state.leftVentricleVolume, time: time).value
        let right = rightVentricle.pressure(volume: state.rightVentricleVolume, time: time).value
        return LoopState(
            systemic: loop.systemic.withAlgebraicFlows(
                state.systemic, phase: loop.systemic.atrium.phase(at: time), upstream: left,
                downstream: right),
            pulmonary: loop.pulmonary.withAlgebraicFlows(
                state.pulmonary, phase: loop.pulmonary.atrium.phase(at: time), upstream: right,
                downstream: left))
    }

    /// One step of the classical Runge–Kutta method (fourth order, explicit).
    ///
    /// Stable for steps below about 0.02 ms with diode valves of the reference; meant for reference
    /// solutions.
    @inlinable
    public func rungeKuttaStep(_ state: LoopState, time: Double, dt: Double) -> LoopState {
        let k1 = rates(state, time: time)
        let k2 = rates(state + (0.5 * dt) * k1, time: time + 0.5 * dt)
        let k3 = rates(state + (0.5 * dt) * k2, time: time + 0.5 * dt)
        let k4 = rates(state + dt * k3, time: time + dt)
        return state + (dt / 6) * (k1 + k4 + 2 * (k2 + k3))
    }
}
