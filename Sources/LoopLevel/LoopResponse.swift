import Circuits
public import Circulation
public import HeartModel
import Numerics
import Quantities

/// What a change of a heart's parameters does on the level of the closed loop, whose ventricles are
/// time-varying elastances.
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

    /// The heart at rest, for others like it to start from.
    let rest: Rest

    /// A heart at the onset of its periodic beat.
    struct Rest: Sendable {
        var state: CircuitState<Double>
        var chord: BeatChord
    }

    /// Longest step of a paced beat [ms]: numbers of a beat within a tenth of a percent.
    private static let step = 4.0
    /// Change of a volume over a beat that counts as none [mm³].
    private static let volumeTolerance = 0.1

    /// Settles a heart and lets it respond.
    ///
    /// - Parameters:
    ///   - untreated: parameters before the change.
    ///   - treated: parameters after it; the same for a heart that nothing is done to.
    ///   - reflex: whether the arterial baroreflex answers.
    ///   - duration: time after the change [ms], positive.
    ///   - neighbour: the response of a heart like this one, which saves most of the settling.
    /// - Throws: `ParameterError`, `CirculationError`.
    public init(
        untreated: HeartParameters, treated: HeartParameters, reflex: Bool, duration: Double,
        near neighbour: LoopResponse? = nil
    ) throws {
        precondition(duration > 0, "a response takes time")
        let rest = try LoopParameters(values: untreated.circulation)
        let plan = try CircuitPlan(rest.circuit)
        let period = max(rest.period, try LoopParameters(values: treated.circulation).period)
        let steps = Int((period / Self.step).rounded(.up))
        let solver = try Self.settled(rest, plan, steps: steps, near: neighbour?.rest)
        let view = try AdultLoopView(plan)
        self.rest = Rest(
            state: solver.state,
            chord: try neighbour?.rest.chord
                ?? solver.derivatives(steps: steps, directions: [], outputs: []).chord)
        let nerves = reflex ? try Baroreflex(restingAt: solver, steps: steps) : nil
        var traces = try Self.traces(solver, view, steps: steps)
        before = HeartMetrics.haemodynamic(
            HaemodynamicSummary(traces, atrialOnset: rest.atrialOnset))
        ignored = HeartParameters.names.filter {
            !$0.hasPrefix(LoopParameters.prefix) && Self.contractilities[$0] == nil
                && (try? untreated.value($0)) != (try? treated.value($0))
        }
        guard treated != untreated else {
            (after, beats, drift, self.traces) = ([], [], 0, traces)
            return
        }
        let change = try Self.apply(treated, from: untreated, at: rest, to: solver)
        nerves?.rebase(
            solver,
            pacedCycle: change.period != rest.period ? change.period : nil)
        if change.period != rest.period { solver.nextCycle = change.period }
        let (left, aortic) = (
            try plan.compartment("leftVentricle"), try plan.branch("aorticValve")
        )
        var beats: [Beat] = []
        let start = solver.time
        while solver.time - start < duration {
            let beat = try nerves?.beat(solver) ?? solver.beat(steps: steps)
            beats.append(
                Beat(
                    time: solver.time - start, cycle: beat.cycle,
                    meanAorticPressure: beat.branches[aortic].meanPressure,
                    strokeVolume: beat.branches[aortic].forward - beat.branches[aortic].backward,
                    endDiastolicVolume: beat.compartments[left].onsetVolume,
                    endDiastolicPressure: beat.compartments[left].onsetPressure))
        }
        self.beats = beats
        let last = beats[beats.count - 1]
        let earlier = beats.last { $0.time < last.time - 10 * Units.second } ?? beats[0]
        drift = last.meanAorticPressure - earlier.meanAorticPressure
        traces = try Self.traces(solver, view, steps: steps)
        let onset = change["leftAtrialOnset"]
        after = HeartMetrics.haemodynamic(
            HaemodynamicSummary(traces, atrialOnset: traces.period + onset))
        self.traces = traces
    }

    private static let contractilities = [
        "wall.contractilityLeft": "leftVentricle.activeElastance",
        "wall.contractilityRight": "rightVentricle.activeElastance",
    ]

    /// Puts the treated heart's numbers into the circuit; returns its loop's parameters.
    private static func apply(
        _ treated: HeartParameters, from untreated: HeartParameters, at rest: LoopParameters,
        to solver: CircuitSolver<Double>
    ) throws -> LoopParameters {
        let loop = try LoopParameters(values: treated.circulation)
        let plan = try CircuitPlan(loop.circuit)
        for (slot, value) in plan.defaultParameters.enumerated() { solver[slot] = value }
        for (wall, elastance) in contractilities {
            let slot = try plan.address(of: elastance).slot
            solver[slot] *= try treated.value(wall) / untreated.value(wall)
        }
        let added = (loop["bloodVolume"] - rest["bloodVolume"]) * Units.mL
        if added != 0 {
            var state = solver.state
            state.volumes[try plan.compartment("systemicVeins")] += added
            try solver.restore(state)
        }
        return loop
    }

    /// A circuit at the onset of its periodic beat.
    private static func settled(
        _ parameters: LoopParameters, _ plan: CircuitPlan, steps: Int, near: Rest?
    ) throws -> CircuitSolver<Double> {
        let standard = try parameters.circuitState(plan)
        if var state = near?.state, let chord = near?.chord {
            let veins = try plan.compartment("systemicVeins")
            state.volumes[veins] +=
                standard.volumes.reduce(0, +) - state.volumes.reduce(0, +)
            state.cycle = parameters.period
            let solver = try CircuitSolver(plan, state: state)
            let isSettled =
                (try? solver.settle(
                    along: chord, steps: steps, volumeTolerance: volumeTolerance)) != nil
            if isSettled { return solver }
        }
        let solver = try CircuitSolver(plan, state: standard)
        try solver.settle(steps: steps, volumeTolerance: volumeTolerance)
        return solver
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
