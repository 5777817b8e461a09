import Circuits
import Circulation
import HeartModel
import Numerics
import Quantities

/// What a change does to at most eight hearts, computed side by side; see ``LoopResponse``.
///
/// Every heart beats until the last one has reached the end of the time, so that fast ones are a few beats
/// further.
struct LaneResponse {
    /// Numbers of each heart before.
    let before: [[HeartMetric]]
    /// Numbers of each heart after; empty when nothing changes.
    let after: [[HeartMetric]]

    /// Settles the hearts near another one and lets them respond.
    ///
    /// - Throws: `ParameterError`, `CirculationError`, ``Mixed``.
    init(
        _ members: [LoopMember], reflex: Bool, duration: Double, near best: LoopResponse
    ) throws {
        let changes = try members.map { try LoopChange($0) }
        let steps = changes.map(\.steps).max() ?? 1
        let plan = changes[0].plan
        let isPaced = changes[0].isPaced
        let nerveAction = changes[0].nerves
        guard changes.allSatisfy({ $0.isPaced == isPaced && $0.nerves == nerveAction }) else {
            throw Mixed()
        }
        let solver = try Self.settled(changes, steps: steps, near: best.rest)
        let view = try AdultLoopView(plan)
        let nerves = try Baroreflex(
            restingAt: solver, steps: steps,
            gain: BaroreflexGain(
                period: Self.lanes(changes) { $0.rest.baroreflexGain.period },
                sympathetic: Self.lanes(changes) { $0.rest.baroreflexGain.sympathetic }),
            answers: reflex)
        before = zip(try Self.traces(solver, view, steps: steps), changes).map {
            HeartMetrics.haemodynamic(
                HaemodynamicSummary($0, atrialOnset: $1.rest.atrialOnset))
        }
        guard members.contains(where: \.isTreated) else {
            after = []
            return
        }
        let treated = try CircuitSolver(
            changes[0].treatedPlan,
            state: try changes[0].changed(
                solver.state, adding: Self.lanes(changes) { $0.addedBlood }))
        for slot in changes[0].slots.indices {
            treated[slot] = Self.lanes(changes) { $0.slots[slot] }
        }
        try treated.restore(treated.state)
        let paced = Self.lanes(changes) { $0.treated.period }
        try nerves.rebase(
            treated, pacedCycle: isPaced ? paced : nil, action: nerveAction)
        let end = treated.time + Double8(filling: duration)
        while (end - treated.time).largest > 0 { try nerves.beat(treated) }
        let treatedView = try AdultLoopView(changes[0].treatedPlan)
        after = zip(try Self.traces(treated, treatedView, steps: steps), changes).map {
            traces, change in
            let onset = traces.period + change.treated["leftAtrialOnset"]
            return HeartMetrics.haemodynamic(HaemodynamicSummary(traces, atrialOnset: onset))
        }
    }

    /// Some hearts are paced and some are not, or their nerves are treated differently.
    struct Mixed: Error {}

    /// One number of each heart; the last heart fills what is left.
    private static func lanes(
        _ changes: [LoopChange], _ number: (LoopChange) -> Double
    ) -> Double8 {
        var lanes = Double8(filling: 0)
        for lane in 0..<8 { lanes[lane] = number(changes[min(lane, changes.count - 1)]) }
        return lanes
    }

    /// The hearts at the onsets of their periodic beats.
    private static func settled(
        _ changes: [LoopChange], steps: Int, near rest: LoopResponse.Rest
    ) throws -> CircuitSolver<Double8> {
        let plan = changes[0].plan
        var state = rest.state.filling(cycle: lanes(changes) { $0.rest.period })
        let present = rest.state.volumes.reduce(0, +)
        state = try changes[0].filled(
            state, by: lanes(changes) { $0.rest["bloodVolume"] * Units.mL - present })
        let solver = try CircuitSolver<Double8>(plan, state: state)
        for slot in plan.defaultParameters.indices {
            solver[slot] = lanes(changes) { $0.plan.defaultParameters[slot] }
        }
        try solver.restore(state)
        _ = try solver.settle(
            along: rest.chord, steps: steps, volumeTolerance: LoopResponse.volumeTolerance)
        return solver
    }

    /// Traces of the next beat of each heart; the circuit goes back to its start.
    private static func traces(
        _ solver: CircuitSolver<Double8>, _ view: AdultLoopView, steps: Int
    ) throws -> [BeatTraces] {
        let start = solver.state
        let next = solver.nextCycle
        var traces = [BeatTraces](repeating: BeatTraces(capacity: steps + 1), count: 8)
        let origin = solver.time
        func record(_ solver: CircuitSolver<Double8>) {
            let time = solver.time - origin
            for lane in 0..<8 {
                let (state, pressures) = view.sample(solver) { $0[lane] }
                traces[lane].append(time: time[lane], state: state, pressures: pressures)
            }
        }
        record(solver)
        try solver.beat(steps: steps) { record($0) }
        try solver.restore(start)
        solver.nextCycle = next
        return traces
    }
}
