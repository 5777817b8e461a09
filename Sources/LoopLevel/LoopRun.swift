import Circuits
import Circulation
import HeartModel
import Numerics
import Quantities

/// A loop that has settled and goes on, in steps of its own.
///
/// A beat has the same number of equal steps as in ``LoopResponse``, whatever the times that somebody asks for: the
/// course is the same bits however it is cut. Between two steps it is seen by a shorter step that is taken back.
final class LoopRun {
    /// What the ventricles are.
    let ventricles: LoopVentricles
    /// Whether the baroreflex answers.
    let reflex: Bool
    /// The parameters at which it settled, and those it has now.
    let resting: HeartParameters
    private(set) var present: HeartParameters
    /// What is read of it.
    let outputs: LoopOutputs
    /// Ends of steps may miss the time asked for by this much, which is round-off [ms].
    static let timeTolerance = 1e-7
    /// A beat whose steps would be longer has more of them [ms].
    private static let longestStep = 5.0

    private(set) var solver: CircuitSolver<Double>
    let nerves: Baroreflex<Double>
    /// Blood that comes in from the next step on, negative where it is taken [mm³/ms].
    var infusion = 0.0
    /// Beats since it settled.
    private(set) var beats = 0
    private let steps: Int
    private var plan: CircuitPlan
    private var veins: Int
    /// Blood that changes of its volume have brought so far [mm³].
    private var addedBlood = 0.0
    private var isPaced = false
    /// The circuit's time when it had settled [ms].
    private var origin: Double
    private var memory: [UInt64]

    /// Settles a loop.
    ///
    /// - Throws: `ParameterError`, `CirculationError`, ``LoopVentriclesError``, ``LoopEmptied``.
    convenience init(
        settling parameters: HeartParameters, ventricles: LoopVentricles, reflex: Bool
    ) throws {
        try self.init(parameters, ventricles, reflex) { solver, plan, steps in
            try solver.settle(steps: steps, volumeTolerance: LoopResponse.volumeTolerance)
            try LoopEmptied.check(solver.state, of: plan)
        }
    }

    private init(
        _ parameters: HeartParameters, _ ventricles: LoopVentricles, _ reflex: Bool,
        prepare: (CircuitSolver<Double>, CircuitPlan, Int) throws -> Void
    ) throws {
        let change = try LoopChange(
            LoopMember(untreated: parameters, treated: parameters, ventricles: ventricles))
        let solver = try CircuitSolver(change.plan, state: change.rest.circuitState(change.plan))
        try prepare(solver, change.plan, change.steps)
        nerves = try Baroreflex(
            restingAt: solver, steps: change.steps, gain: change.rest.baroreflexGain,
            answers: reflex)
        (self.ventricles, self.reflex, resting, present) = (
            ventricles, reflex, parameters, parameters
        )
        (self.solver, plan, steps) = (solver, change.plan, change.steps)
        outputs = try LoopOutputs(plan)
        veins = try plan.compartment("systemicVeins")
        origin = solver.time
        memory = [UInt64](repeating: 0, count: solver.wordCount)
    }

    /// Changes parameters at once, between two steps; a rate that is set is that of a pacemaker from then on.
    ///
    /// - Throws: as ``init(settling:ventricles:reflex:)``; nothing has changed then.
    func change(to wanted: HeartParameters) throws {
        let change = try LoopChange(
            LoopMember(untreated: resting, treated: wanted, ventricles: ventricles))
        var state = solver.state
        state.volumes[veins] += change.addedBlood - addedBlood
        let treated = try CircuitSolver(
            change.treatedPlan, state: state.carried(from: plan, to: change.treatedPlan))
        for (slot, value) in change.slots.enumerated() { treated[slot] = value }
        try treated.restore(treated.state)
        treated.nextCycle = solver.nextCycle
        let paces = isPaced || change.isPaced
        try nerves.rebase(treated, pacedCycle: paces ? change.treated.period : nil)
        isPaced = paces
        addedBlood = change.addedBlood
        present = wanted
        solver = treated
        plan = change.treatedPlan
        veins = try plan.compartment("systemicVeins")
        memory = [UInt64](repeating: 0, count: solver.wordCount)
    }

    /// Length of the steps of the running beat [ms].
    private var step: Double {
        let length = solver.cycle * (1 / Double(steps))
        guard length > Self.longestStep else { return length }
        return solver.cycle * (1 / (solver.cycle / Self.longestStep).rounded(.up))
    }

    /// Advances by one step where it ends at a time or before.
    ///
    /// - Parameter time: since it settled [ms].
    /// - Returns: whether there was a step.
    /// - Throws: `CirculationError`, with the state before the step; ``LoopEmptied`` at the onset of a beat.
    func advance(to time: Double) throws -> Bool {
        let (step, before, length) = (step, solver.sinceOnset, solver.cycle)
        guard solver.time - origin + step <= time + Self.timeTolerance else { return false }
        // Blood must not come twice where the step fails.
        if infusion != 0 { solver.infuse(infusion * step, into: veins) }
        do {
            try solver.step(step)
        } catch {
            if infusion != 0 { solver.infuse(-infusion * step, into: veins) }
            throw error
        }
        if reflex { nerves.hear(solver, step) }
        guard solver.sinceOnset < before else { return true }
        beats += 1
        if reflex { nerves.endBeat(solver, length: length) }
        try LoopEmptied.check(solver.state, of: plan)
        return true
    }

    /// Time of the last step's end since it settled [ms].
    var time: Double { solver.time - origin }

    /// What is read of it at a time at most a step after the last step's end [ms], in the order of ``outputs``.
    ///
    /// - Throws: `CirculationError`; it is as it was in any case.
    func values(at time: Double) throws -> [Double] {
        let rest = time - self.time
        guard rest > Self.timeTolerance else { return outputs.values(solver, beats: beats) }
        memory.withUnsafeMutableBufferPointer { words in
            if let first = words.baseAddress { solver.write(to: first) }
        }
        defer {
            memory.withUnsafeBufferPointer { words in
                if let first = words.baseAddress { solver.read(from: first) }
            }
        }
        if infusion != 0 { solver.infuse(infusion * rest, into: veins) }
        try solver.step(rest)
        return outputs.values(solver, beats: beats)
    }
}

extension LoopRun {
    private static let headCount = 6

    /// Everything that the future depends on beside parameters: bits of the circuit and of the nerves.
    var words: [UInt64] {
        let solverCount = solver.wordCount
        var words = [UInt64](repeating: 0, count: Self.headCount + solverCount + nerves.wordCount)
        words[0] = UInt64(beats)
        words[1] = isPaced ? 1 : 0
        words[2] = addedBlood.bitPattern
        words[3] = origin.bitPattern
        words[4] = UInt64(solverCount)
        words[5] = infusion.bitPattern
        words.withUnsafeMutableBufferPointer { words in
            guard let first = words.baseAddress else { return }
            solver.write(to: first + Self.headCount)
            nerves.write(to: first + Self.headCount + solverCount)
        }
        return words
    }

    /// A loop that goes on where another one wrote its ``words``.
    ///
    /// - Parameters:
    ///   - resting: the parameters at which that one settled.
    ///   - present: those it had.
    /// - Throws: `HeartModelError.foreignState` where the words are not those of such a loop.
    convenience init(
        reading words: ArraySlice<UInt64>, resting: HeartParameters, present: HeartParameters,
        ventricles: LoopVentricles, reflex: Bool
    ) throws {
        // Not settled: all that settling finds is among the words.
        try self.init(resting, ventricles, reflex) { _, _, _ in }
        let paced = words.dropFirst().first == 1
        isPaced = paced
        try change(to: present)
        isPaced = paced
        let words = Array(words)
        guard words.count == Self.headCount + solver.wordCount + nerves.wordCount,
            words[4] == UInt64(solver.wordCount)
        else {
            throw HeartModelError.foreignState(
                reason: "it has \(words.count) words, expected "
                    + "\(Self.headCount + solver.wordCount + nerves.wordCount)")
        }
        guard let beats = Int(exactly: words[0]) else {
            throw HeartModelError.foreignState(reason: "its number of beats is \(words[0])")
        }
        self.beats = beats
        addedBlood = Double(bitPattern: words[2])
        origin = Double(bitPattern: words[3])
        infusion = Double(bitPattern: words[5])
        words.withUnsafeBufferPointer { words in
            guard let first = words.baseAddress else { return }
            solver.read(from: first + Self.headCount)
            nerves.read(from: first + Self.headCount + solver.wordCount)
        }
    }
}
