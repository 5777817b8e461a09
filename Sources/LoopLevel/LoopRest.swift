import Circuits
import Circulation
import HeartModel
import Numerics
import Quantities

/// A heart at the onset of its periodic beat, found without a heart near it.
struct LoopRest: Sendable {
    /// The circuit at that moment.
    var state: CircuitState<Double>
    /// What is read of the beat.
    var numbers: LoopCohort.Numbers
    /// Steps of a beat.
    var steps: Int

    /// Settles at most eight hearts side by side; each has the bits it has alone.
    ///
    /// Every heart begins at ``LoopParameters/circuitState(_:)`` and has an acceleration of its own; one
    /// that has settled is kept as it was then, while the others go on.
    ///
    /// - Parameters:
    ///   - changes: hearts whose circuits differ in numbers only.
    ///   - steps: steps of a beat.
    /// - Throws: `CirculationError` of any heart, ``LoopEmptied``, ``LoopTimeLimit``.
    static func settled(
        _ changes: [LoopChange], steps: Int, deadline: LoopDeadline
    ) throws -> [LoopRest] {
        let lanes = LoopLanes(count: changes.count)
        let solver = try CircuitSolver<Double8>(
            changes[0].plan,
            state: lanes.joined(try changes.map { try $0.rest.circuitState($0.plan) }))
        for slot in changes[0].plan.defaultParameters.indices {
            solver[slot] = lanes.numbers { changes[$0].plan.defaultParameters[slot] }
        }
        try solver.restore(solver.state)
        let rests = try periodic(solver, lanes, steps: steps, deadline: deadline)
        for rest in rests { try LoopEmptied.check(rest, of: changes[0].plan) }
        try solver.restore(lanes.joined(rests))
        let traces = try lanes.traces(solver, AdultLoopView(changes[0].plan), steps: steps)
        return changes.indices.map { lane in
            LoopRest(
                state: rests[lane],
                numbers: LoopCohort.Numbers(
                    metrics: HeartMetrics.haemodynamic(
                        traces[lane], atrialOnset: changes[lane].rest.atrialOnset),
                    traces: traces[lane]),
                steps: steps)
        }
    }

    /// Beats before giving up.
    private static let maximumBeats = 200

    private static func periodic(
        _ solver: CircuitSolver<Double8>, _ lanes: LoopLanes, steps: Int, deadline: LoopDeadline
    ) throws -> [CircuitState<Double>] {
        var settled = [CircuitState<Double>?](repeating: nil, count: lanes.count)
        var accelerators = [FixedPointAccelerator](
            repeating: FixedPointAccelerator(), count: lanes.count)
        var largest = 0.0
        for _ in 0..<maximumBeats {
            try deadline.check()
            let start = solver.state
            try solver.beat(steps: steps)
            var next = solver.state
            largest = 0
            for lane in 0..<lanes.count where settled[lane] == nil {
                let before = start.volumes.map { $0[lane] }
                let after = next.volumes.map { $0[lane] }
                let change = zip(before, after).map { abs($1 - $0) }.max() ?? 0
                if change <= LoopResponse.volumeTolerance {
                    settled[lane] = lanes.state(of: lane, in: next)
                    continue
                }
                largest = max(largest, change)
                let proposal = accelerators[lane].next(iterate: before, image: after)
                guard proposal.allSatisfy({ $0 > 0 && $0.isFinite }) else {
                    accelerators[lane].reset()
                    continue
                }
                for room in proposal.indices { next.volumes[room][lane] = proposal[room] }
            }
            let found = settled.compactMap { $0 }
            if found.count == lanes.count { return found }
            lanes.fill(&next)
            try solver.restore(next)
        }
        throw CirculationError.notPeriodic(
            beats: maximumBeats, change: largest, tolerance: LoopResponse.volumeTolerance)
    }
}
