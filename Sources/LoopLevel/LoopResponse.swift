import Circuits
public import Circulation
public import HeartModel
import Numerics
import Quantities

/// What a change of a heart's parameters does on the level of the closed loop, whose ventricles are
/// time-varying elastances, or walls with patches (``LoopVentricles``).
///
/// The heart first beats until it repeats itself; the arterial baroreflex, if it is wanted, rests there.
/// Then the parameters change at once, and the loop goes on from that moment. The wall's contractility
/// acts as a factor on the end-systolic elastance of its ventricle: an approximation that the
/// three-dimensional heart does not need. Other parameters of the wall, activation and cells have no
/// counterpart here and are listed in ``ignored``.
public struct LoopResponse: Sendable {
    /// One beat on the way.
    public struct Beat: Sendable {
        /// Its end after the change [ms].
        public var time: Double
        /// Its length [ms].
        public var cycle: Double
        /// Mean aortic pressure [kPa].
        public var meanAorticPressure: Double
        /// Net volume through the aortic valve [mm³].
        public var strokeVolume: Double
        /// Volume and pressure of the left ventricle at the onset of the QRS [mm³, kPa].
        public var endDiastolicVolume: Double
        public var endDiastolicPressure: Double
    }

    /// The beat that repeats itself before the change.
    public let before: [HeartMetric]
    /// The last beat after it; empty when nothing changes.
    public let after: [HeartMetric]
    /// The beats from the change on.
    public let beats: [Beat]
    /// Change of mean aortic pressure over the last ten seconds [kPa].
    public let drift: Double
    /// Changed parameters that mean nothing to the loop.
    public let ignored: [String]
    /// Traces of the last beat.
    public let traces: BeatTraces

    /// Change of a volume over a beat that counts as none [mm³].
    static let volumeTolerance = 0.1

    /// Settles a heart and lets it respond.
    ///
    /// - Parameters:
    ///   - member: the heart before and after the change.
    ///   - reflex: whether the arterial baroreflex answers.
    ///   - duration: time after the change [ms], positive.
    /// - Throws: `ParameterError`, `CirculationError`, ``LoopEmptied``.
    public init(
        of member: LoopMember, reflex: Bool, duration: Double
    ) throws {
        precondition(duration > 0, "a response takes time")
        let change = try LoopChange(member)
        let (plan, steps) = (change.plan, change.steps)
        let solver = try CircuitSolver(plan, state: change.rest.circuitState(plan))
        try solver.settle(steps: steps, volumeTolerance: Self.volumeTolerance)
        try LoopEmptied.check(solver.state, of: plan)
        let view = try AdultLoopView(plan)
        let nerves = try Baroreflex(
            restingAt: solver, steps: steps, gain: change.rest.baroreflexGain, answers: reflex)
        var traces = try Self.traces(solver, view, steps: steps)
        before = HeartMetrics.haemodynamic(traces, atrialOnset: change.rest.atrialOnset)
        let known =
            WallContractility.elastances.map(\.wall) + member.ventricles.ownFactors
            + member.ventricles.scarParameters
        ignored = HeartParameters.names.filter {
            (!$0.hasPrefix(LoopParameters.prefix) || member.ventricles.ignores($0))
                && !known.contains($0)
                && (try? member.untreated.value($0)) != (try? member.treated.value($0))
        }
        guard member.isTreated else {
            (after, beats, drift, self.traces) = ([], [], 0, traces)
            return
        }
        let treated = try CircuitSolver(
            change.treatedPlan,
            state: try change.changed(solver.state, adding: change.addedBlood(at: 0)))
        for (slot, value) in change.slots(at: 0).enumerated() { treated[slot] = value }
        try treated.restore(treated.state)
        try nerves.rebase(
            treated, pacedCycle: change.isPaced ? change.treated.period : nil,
            action: change.nerves)
        let (left, aortic) = (
            try change.treatedPlan.compartment("leftVentricle"),
            try change.treatedPlan.branch("aorticValve")
        )
        var beats: [Beat] = []
        let start = treated.time
        var passed = 0.0
        while treated.time - start < duration {
            let beat = try nerves.beat(treated)
            try LoopCourse.follow(
                treated, nerves, [change], was: [passed], now: [treated.time - start]
            ) { $0(0) }
            passed = treated.time - start
            beats.append(
                Beat(
                    time: treated.time - start, cycle: beat.cycle,
                    meanAorticPressure: beat.branches[aortic].meanPressure,
                    strokeVolume: beat.branches[aortic].forward - beat.branches[aortic].backward,
                    endDiastolicVolume: beat.compartments[left].onsetVolume,
                    endDiastolicPressure: beat.compartments[left].onsetPressure))
        }
        try LoopEmptied.check(treated.state, of: change.treatedPlan)
        self.beats = beats
        drift = LoopAnswer.drift(of: beats.map { ($0.time, $0.meanAorticPressure) })
        traces = try Self.traces(
            treated, AdultLoopView(change.treatedPlan), steps: steps)
        let onset = change.treated["leftAtrialOnset"]
        after = HeartMetrics.haemodynamic(traces, atrialOnset: traces.period + onset)
        self.traces = traces
    }

    /// Traces of the next beat, sampled at every step; the circuit goes back to its start.
    private static func traces(
        _ solver: CircuitSolver<Double>, _ view: AdultLoopView, steps: Int
    ) throws -> BeatTraces {
        let start = solver.state
        let next = solver.nextCycle
        var traces = BeatTraces(capacity: steps + 1)
        let origin = solver.time
        func record(_ solver: CircuitSolver<Double>) {
            let (state, pressures) = view.sample(solver)
            traces.append(time: solver.time - origin, state: state, pressures: pressures)
        }
        record(solver)
        try solver.beat(steps: steps) { record($0) }
        try solver.restore(start)
        solver.nextCycle = next
        return traces
    }
}
