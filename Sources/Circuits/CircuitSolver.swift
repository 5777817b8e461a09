public import Circulation
import Numerics

/// Advances a circuit in time: implicit, second order, L-stable; nothing is allocated in a step.
///
/// One solver computes one heart (`Double`), eight hearts side by side (`Double8`), or one heart with
/// derivatives by eight parameters (`Dual8`). Each lane of eight has the bits it has alone.
///
/// Blood leaves one compartment as it enters another in every operation, so it is conserved to
/// round-off.
public final class CircuitSolver<Real: CircuitReal> {
    /// The circuit.
    public let plan: CircuitPlan
    let work: CircuitArrays<Real>
    /// Length of the next beats [ms], taken over at the onset of each.
    public var nextCycle: Real
    /// Length of the running beat [ms].
    public internal(set) var cycle: Real
    /// Since the onset of the QRS, at most a step beyond the cycle [ms].
    public internal(set) var sinceOnset: Real
    /// Since the start of the run [ms].
    public internal(set) var time: Real
    /// Branches at whose end the pressure is kept step by step, see ``CircuitBeat/pulses``.
    public var pulseBranches: Set<Int> = []
    /// Compartments whose volume is kept step by step, see ``CircuitBeat/volumes``.
    public var volumeRooms: Set<Int> = []
    /// Iterations of Newton's method so far.
    public internal(set) var iterations = 0
    var isScheduled = false
    var lastStep: Real = 0
    /// The first muscle whose walls were not balanced when pressures were last computed.
    var unbalanced: Int?

    /// Makes a solver with the plan's parameters.
    ///
    /// - Throws: ``CirculationError/invalidInput(name:value:unit:)`` for a state that is not finite or
    ///   a cycle that is not positive.
    public init(_ plan: CircuitPlan, state: CircuitState<Real>) throws(CirculationError) {
        self.plan = plan
        work = CircuitArrays(plan)
        cycle = state.cycle
        nextCycle = state.cycle
        sinceOnset = state.sinceOnset
        time = state.time
        for (slot, value) in plan.defaultParameters.enumerated() {
            work.parameters[slot] = Real(filling: value)
        }
        try restore(state)
    }

    /// The circuit at this moment.
    public var state: CircuitState<Real> {
        var state = CircuitState<Real>(
            volumes: (0..<work.rooms).map { work.volumes[$0] }, branchCount: work.paths,
            cycle: cycle)
        for path in 0..<work.paths { state.branches[path] = work.branches[path] }
        state.muscles = (0..<work.muscleStateCount).map { work.muscles[$0] }
        state.sinceOnset = sinceOnset
        state.time = time
        return state
    }

    /// Goes to a state.
    ///
    /// - Throws: ``CirculationError/wrongStateSize(expected:found:)``,
    ///   ``CirculationError/invalidInput(name:value:unit:)``,
    ///   ``CirculationError/wallsUnbalanced(muscle:time:)``.
    public func restore(_ state: CircuitState<Real>) throws(CirculationError) {
        guard state.volumes.count == work.rooms, state.branches.count == work.paths else {
            throw .wrongStateSize(
                expected: work.rooms + work.paths,
                found: state.volumes.count + state.branches.count)
        }
        guard state.muscles.isEmpty || state.muscles.count == work.muscleStateCount else {
            throw .wrongStateSize(
                expected: work.muscleStateCount, found: state.muscles.count)
        }
        guard (-state.cycle).largest < 0, state.cycle.isFinite else {
            throw .invalidInput(name: "cycle", value: -(-state.cycle).largest, unit: "ms")
        }
        for (room, volume) in state.volumes.enumerated() {
            guard volume.isFinite else {
                throw .invalidInput(
                    name: "volume of \(plan.compartmentNames[room])", value: volume.largest,
                    unit: "mm³")
            }
            work.volumes[room] = volume
        }
        for (path, values) in state.branches.enumerated() { work.branches[path] = values }
        cycle = state.cycle
        nextCycle = state.cycle
        sinceOnset = state.sinceOnset
        time = state.time
        for (place, value) in state.muscles.enumerated() { work.muscles[place] = value }
        lastStep = 0
        isScheduled = false
        if state.muscles.isEmpty { try restMuscles() }
        refreshPressures()
    }

    /// A parameter by its place in the plan, in internal units; changes hold from the next step on,
    /// those of contraction times from the next beat on.
    public subscript(slot: Int) -> Real {
        get { work.parameters[slot] }
        set { work.parameters[slot] = newValue }
    }

    /// Volume of a compartment [mm³].
    public func volume(_ compartment: Int) -> Real { work.volumes[compartment] }
    /// Pressure of a compartment at the end of the last step [kPa].
    public func pressure(_ compartment: Int) -> Real { work.pressures[compartment] }
    /// Flow of a branch [mm³/ms].
    public func flow(_ branch: Int) -> Real { work.branches[branch].flow }
    /// Opening of a branch [1].
    public func opening(_ branch: Int) -> Real { work.branches[branch].opening }
    /// Blood in all compartments [mm³].
    public var bloodVolume: Real {
        var sum: Real = 0
        for room in 0..<work.rooms { sum = sum + work.volumes[room] }
        return sum
    }

    /// Computes the pressures of the present state.
    func refreshPressures() {
        if !isScheduled { schedule() }
        activate(at: sinceOnset)
        for room in 0..<work.rooms { work.trial[room] = work.volumes[room] }
        for k in 0..<work.muscleStateCount {
            work.muscleBase[k] = work.muscles[k]
            work.muscleGuess[k] = work.muscles[k]
        }
        fillPressures(time: time, sinceOnset: sinceOnset, stage: 0)
    }

    /// Contraction windows for the running beat.
    func schedule() {
        for group in plan.compartments {
            Real.schedule(group.law, batch(group), cycle: cycle)
        }
        work.contractingCount = 0
        for room in 0..<work.rooms {
            let window = work.windows[room]
            work.activations[room] = 0
            guard (window.contraction + window.relaxation).largest > 0 else { continue }
            work.contracting[work.contractingCount] = room
            work.contractingCount += 1
        }
        isScheduled = true
    }

    /// When a compartment begins to contract after the onset of the QRS [ms]; infinite if never.
    func contractionOnset(_ room: Int) -> Real {
        if !isScheduled { schedule() }
        let window = work.windows[room]
        let onset = Real.select(window.onset, below: 0, window.onset + cycle, window.onset)
        return Real.select(
            0, below: window.contraction + window.relaxation, onset, Real(filling: .infinity))
    }

    /// Activations at a time since the onset of the QRS.
    @inline(__always)
    func activate(at time: Real) {
        let cycle = cycle
        for place in 0..<work.contractingCount {
            let room = work.contracting[place]
            work.activations[room] = work.windows[room].activation(at: time, cycle: cycle)
        }
    }

    /// Pressures and slopes of the trial volumes.
    @inline(__always)
    func fillPressures(time: Real, sinceOnset: Real, stage: Real) {
        for place in 0..<work.compartmentGroupCount {
            let group = work.compartmentGroups[place]
            Real.fill(group.law, batch(group))
        }
        if !plan.muscles.isEmpty { fillMuscles(sinceOnset: sinceOnset, stage: stage) }
        guard !plan.enclosures.isEmpty else { return }
        for group in plan.enclosures {
            for k in 0..<group.span.count {
                let space = group.span.first + k
                let inside = plan.members[space]
                var content: Real = 0
                for room in inside { content = content + work.trial[room] }
                let (value, slope) = Real.pressure(
                    group.law,
                    EnclosureCall(
                        content: content, time: group.law.followsBeat ? sinceOnset : time,
                        cycle: cycle,
                        parameters: LawParameters(
                            work.parameters + group.span.firstParameter + k
                                * group.span.parametersPerBlock)))
                for room in inside { work.pressures[room] = work.pressures[room] + value }
                work.slopes[work.rooms + space] = slope
            }
        }
    }

    @inline(__always)
    private func batch(
        _ group: CircuitPlan.CompartmentGroup
    ) -> CompartmentBatch<Real> {
        CompartmentBatch(
            count: group.span.count, parametersPerBlock: group.span.parametersPerBlock,
            parameters: work.parameters + group.span.firstParameter,
            volumes: work.trial + group.span.first,
            activations: work.activations + group.span.first,
            windows: work.windows + group.span.first, pressures: work.pressures + group.span.first,
            slopes: work.slopes + group.span.first)
    }
}
