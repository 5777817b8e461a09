import Circuits
import Circulation
import HeartModel
import Numerics
import Quantities

/// What a change does to at most eight hearts side by side, each with the bits it has alone.
enum LoopAnswer {
    /// How far mean arterial pressure still moves.
    static func drift(_ value: Double) -> HeartMetric {
        HeartMetric(
            identifier: "pressureDriftMmHg",
            name: "change of mean arterial pressure in the last ten seconds", unit: "mmHg",
            value: value / Units.mmHg)
    }

    /// Lets hearts respond.
    ///
    /// A heart whose time is over is kept as it is then, while slower ones go on.
    ///
    /// - Parameters:
    ///   - changes: the hearts; circuits and therapies differ in numbers only, see ``LoopChange/kind``.
    ///   - rests: where each begins; the same number of steps for all.
    /// - Returns: the numbers of each heart's beat after the time, with ``drift(_:)``.
    /// - Throws: `CirculationError` of any heart, ``LoopEmptied``, ``LoopTimeLimit``.
    static func numbers(
        of changes: [LoopChange], from rests: [LoopRest], reflex: Bool, duration: Double,
        deadline: LoopDeadline
    ) throws -> [LoopCohort.Numbers] {
        let lanes = LoopLanes(count: changes.count)
        let steps = rests[0].steps
        let nerves = try resting(changes, rests, lanes, reflex: reflex)
        let treated = try CircuitSolver<Double8>(
            changes[0].treatedPlan,
            state: lanes.joined(
                try zip(changes, rests).map {
                    try $0.changed($1.state, adding: $0.addedBlood(at: 0))
                }))
        let slots = changes.map { $0.slots(at: 0) }
        for slot in slots[0].indices {
            treated[slot] = lanes.numbers { slots[$0][slot] }
        }
        try treated.restore(treated.state)
        try nerves.rebase(
            treated,
            pacedCycle: changes[0].isPaced ? lanes.numbers { changes[$0].treated.period } : nil,
            action: changes[0].nerves)
        let ends = try respond(
            treated, nerves, changes, lanes, duration: duration, deadline: deadline)
        for end in ends { try LoopEmptied.check(end.state, of: changes[0].treatedPlan) }
        try restore(treated, to: ends, lanes)
        let traces = try lanes.traces(
            treated, AdultLoopView(changes[0].treatedPlan), steps: steps)
        return changes.indices.map { lane in
            let onset = traces[lane].period + changes[lane].treated["leftAtrialOnset"]
            return LoopCohort.Numbers(
                metrics: HeartMetrics.haemodynamic(traces[lane], atrialOnset: onset) + [
                    drift(ends[lane].drift)
                ], traces: traces[lane])
        }
    }

    /// Nerves that rest at the untreated hearts.
    private static func resting(
        _ changes: [LoopChange], _ rests: [LoopRest], _ lanes: LoopLanes, reflex: Bool
    ) throws -> Baroreflex<Double8> {
        let plan = changes[0].plan
        let solver = try CircuitSolver<Double8>(plan, state: lanes.joined(rests.map(\.state)))
        for slot in plan.defaultParameters.indices {
            solver[slot] = lanes.numbers { changes[$0].plan.defaultParameters[slot] }
        }
        try solver.restore(solver.state)
        return try Baroreflex(
            restingAt: solver, steps: rests[0].steps,
            gain: BaroreflexGain(
                period: lanes.numbers { changes[$0].rest.baroreflexGain.period },
                sympathetic: lanes.numbers { changes[$0].rest.baroreflexGain.sympathetic },
                cardiopulmonary: lanes.numbers { changes[$0].rest.baroreflexGain.cardiopulmonary },
                homeometric: lanes.numbers { changes[$0].rest.baroreflexGain.homeometric }),
            answers: reflex)
    }

    /// A heart whose time is over: everything its next beat depends on.
    private struct End {
        var state: CircuitState<Double>
        var nextCycle: Double
        var slots: [Double]
        var drift: Double
    }

    private static func respond(
        _ solver: CircuitSolver<Double8>, _ nerves: Baroreflex<Double8>, _ changes: [LoopChange],
        _ lanes: LoopLanes, duration: Double, deadline: LoopDeadline
    ) throws -> [End] {
        let aortic = try solver.plan.branch("aorticValve")
        let start = solver.time
        var ends = [End?](repeating: nil, count: lanes.count)
        var pressures = [[(time: Double, mean: Double)]](repeating: [], count: lanes.count)
        var passed = [Double](repeating: 0, count: lanes.count)
        while true {
            try deadline.check()
            let beat = try nerves.beat(solver)
            let time = solver.time - start
            try LoopCourse.follow(
                solver, nerves, changes,
                was: passed, now: (0..<lanes.count).map { time[$0] }, joined: lanes.numbers)
            passed = (0..<lanes.count).map { time[$0] }
            let state = solver.state
            for lane in 0..<lanes.count where ends[lane] == nil {
                pressures[lane].append(
                    (time[lane], beat.branches[aortic].meanPressure[lane]))
                guard time[lane] >= duration else { continue }
                ends[lane] = End(
                    state: lanes.state(of: lane, in: state),
                    nextCycle: solver.nextCycle[lane],
                    slots: solver.plan.defaultParameters.indices.map { solver[$0][lane] },
                    drift: drift(of: pressures[lane]))
            }
            let found = ends.compactMap { $0 }
            if found.count == lanes.count { return found }
        }
    }

    /// Change of a mean pressure over the last ten seconds [kPa].
    static func drift(of pressures: [(time: Double, mean: Double)]) -> Double {
        guard let last = pressures.last else { return 0 }
        let earlier =
            pressures.last { $0.time < last.time - 10 * Units.second } ?? pressures[0]
        return last.mean - earlier.mean
    }

    private static func restore(
        _ solver: CircuitSolver<Double8>, to ends: [End], _ lanes: LoopLanes
    ) throws {
        for slot in solver.plan.defaultParameters.indices {
            solver[slot] = lanes.numbers { ends[$0].slots[slot] }
        }
        try solver.restore(lanes.joined(ends.map(\.state)))
        solver.nextCycle = lanes.numbers { ends[$0].nextCycle }
    }
}
