import Ionics
import Numerics
import Quantities

/// Monodomain equation on a set of nodes, second order in time.
///
/// ```
/// χ·(Cm·∂V/∂t + Cm·Iion) = ∇·(σ∇V) + Istim
/// ```
///
/// Strang splitting: half a step of the membranes, a step of diffusion (``CrankNicolson``), half a step
/// of the membranes. Neighbouring half steps of the membranes are taken together, so that a step costs
/// one of each. The voltage at the time between them is the mean of the voltages before and after, which
/// differs from the half step by O(dt²).
///
/// Same input, same bits, whatever the number of threads.
public final class MonodomainSolver {
    /// Settings as given.
    public let settings: MonodomainSettings
    /// Matrices as given.
    public let matrices: TissueMatrices
    let wave: any MonodomainWave
    let recorder: ActivationRecorder
    let stimulation: Stimulation
    let network: NetworkEvents?
    /// Fronts that are given, where they are.
    public let arrivals: ArrivalDrive?
    /// Steps taken.
    public internal(set) var steps = 0

    /// Prepares a computation that starts at time zero.
    ///
    /// - Throws: ``MonodomainError`` for everything that cannot work: disconnected tissue, stimuli
    ///   outside it, unknown cells, a time step that is too long.
    public init(
        _ matrices: TissueMatrices, membrane: MembraneAssignment, stimuli: [Stimulus],
        arrivals: ArrivalDrive? = nil, network: ConductionNetwork? = nil,
        settings: MonodomainSettings = MonodomainSettings()
    ) throws(MonodomainError) {
        try settings.validate(arrivals: arrivals != nil)
        if !settings.allowsSeveralParts { try matrices.validateConnected() }
        try arrivals?.validate(nodes: matrices.count)
        self.settings = settings
        self.matrices = matrices
        self.arrivals = arrivals
        var events: NetworkEvents?
        if let network { events = try NetworkEvents(network, points: matrices.points) }
        self.network = events
        stimulation = try Stimulation(
            stimuli, matrices,
            junctions: network.flatMap { network in
                events.map { ($0.muscle, network.current, network.duration) }
            })
        recorder = ActivationRecorder(
            nodes: matrices.count, threshold: settings.activationThreshold,
            recordsRepolarisation: settings.recordsRepolarisation)
        switch settings.precision {
        case .double:
            wave = try DoubleWave(
                matrices, membrane: membrane, recorder: recorder, arrivals: arrivals,
                settings: settings)
        case .single:
            wave = try SingleWave(
                matrices, membrane: membrane, recorder: recorder, arrivals: arrivals,
                settings: settings)
        }
    }

    /// Time reached [ms].
    public var time: Double { Double(steps) * settings.timeStep }

    /// Conjugate-gradient iterations so far.
    public var iterations: Int { wave.iterations }

    /// Part of the nodes that took part in a conjugate-gradient iteration, on average [1].
    public var iteratedShare: Double {
        iterations == 0 ? 0 : Double(wave.iteratedRows) / Double(iterations * matrices.count)
    }

    /// Takes one step.
    ///
    /// - Throws: ``MonodomainError``: a diffusion step that does not converge, a cell that leaves the
    ///   range of real cells.
    public func step() throws(MonodomainError) {
        let dt = settings.timeStep
        if steps == 0 {
            // Half a step of the membranes opens the sequence.
            load(from: 0, to: dt / 2)
            try react(dt / 2, from: 0, recorded: nil)
        }
        let end = Double(steps + 1) * dt
        try wave.diffuse(until: end)
        load(from: end - dt / 2, to: end + dt / 2)
        steps += 1
        try react(dt, from: end - dt / 2, recorded: end)
        network?.observe(recorder.latest)
    }

    /// Loads the stimuli of an interval [ms], those of the conduction network among them.
    private func load(from begin: Double, to end: Double) {
        if let network {
            network.advance(to: end)
            stimulation.setPulses(network.state.pulses)
        }
        stimulation.load(into: wave, from: begin, to: end)
    }

    /// Takes steps until `time` [ms] is reached.
    ///
    /// - `progress`: called after every step; false stops.
    /// - Throws: as ``step()``.
    public func advance(
        to time: Double, progress: (MonodomainSolver) -> Bool = { _ in true }
    ) throws(MonodomainError) {
        // A thousandth of a step is round-off of the time, not a step that is missing.
        while self.time < time - 1e-3 * settings.timeStep {
            try step()
            if !progress(self) { return }
        }
    }

    /// Membranes by `length` [ms], and the record of the time in the middle.
    private func react(
        _ length: Double, from start: Double, recorded: Double?
    ) throws(MonodomainError) {
        guard wave.react(length, from: start, recorded: recorded) else { throw failure() }
    }

    /// Voltages beyond it belong to no cell [mV].
    static let voltageLimit = 500.0

    /// The first node whose voltage failed, with its first state that is not finite.
    private func failure() -> MonodomainError {
        let names = wave.model.card.states
        let voltageIndex = wave.model.voltageIndex
        let found =
            wave.failedNode
            ?? (0..<matrices.count).first { node in
                !(abs(wave.value(voltageIndex, node: node)) < Self.voltageLimit)
            }
        if let node = found {
            let state =
                names.indices.first { !wave.value($0, node: node).isFinite } ?? voltageIndex
            return .cellFailed(
                node: node, place: matrices.points[node], time: time, state: names[state],
                value: wave.value(state, node: node), model: wave.model.card.identifier)
        }
        return .cellFailed(
            node: 0, place: matrices.points[0], time: time, state: names[voltageIndex],
            value: .nan, model: wave.model.card.identifier)
    }
}
