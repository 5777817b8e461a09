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
    let field: MembraneField
    let diffusion: CrankNicolson
    let recorder: ActivationRecorder
    let stimulation: Stimulation
    /// Voltage after the latest membrane step, half a step ahead of ``time`` [mV].
    let ahead: UnsafeMutablePointer<Double>
    /// Steps taken.
    public internal(set) var steps = 0

    /// Prepares a computation that starts at time zero.
    ///
    /// - Throws: ``MonodomainError`` for everything that cannot work: disconnected tissue, stimuli
    ///   outside it, unknown cells, a time step that is too long.
    public init(
        _ matrices: TissueMatrices, membrane: MembraneAssignment, stimuli: [Stimulus],
        settings: MonodomainSettings = MonodomainSettings()
    ) throws(MonodomainError) {
        try settings.validate()
        if !settings.allowsSeveralParts { try matrices.validateConnected() }
        self.settings = settings
        self.matrices = matrices
        field = try MembraneField(
            membrane, nodes: matrices.count,
            tableStep: settings.membraneScheme == .equations ? nil : settings.timeStep,
            scheme: settings.membraneScheme == .rushLarsenTables
                ? .rushLarsen : .exponentialMidpoint)
        stimulation = try Stimulation(stimuli, matrices)
        diffusion = CrankNicolson(
            matrices, timeStep: settings.timeStep, tolerance: settings.voltageTolerance,
            maximumIterations: settings.maximumIterations)
        recorder = ActivationRecorder(
            nodes: matrices.count, threshold: settings.activationThreshold,
            recordsRepolarisation: settings.recordsRepolarisation)
        ahead = .allocate(capacity: 8 * field.blocks)
        ahead.initialize(repeating: 0, count: 8 * field.blocks)
        let voltageIndex = membrane.model.voltageIndex
        for block in 0..<field.blocks {
            let start = field.states[block * field.stateCount + voltageIndex]
            recorder.begin(block, start)
            UnsafeMutableRawPointer(ahead).storeBytes(
                of: start, toByteOffset: 64 * block, as: Double8.self)
        }
    }

    deinit { ahead.deallocate() }

    /// Time reached [ms].
    public var time: Double { Double(steps) * settings.timeStep }

    /// Conjugate-gradient iterations so far.
    public var iterations: Int { diffusion.iterations }

    /// Takes one step.
    ///
    /// - Throws: ``MonodomainError``: a diffusion step that does not converge, a cell that leaves the
    ///   range of real cells.
    public func step() throws(MonodomainError) {
        let dt = settings.timeStep
        if steps == 0 {
            // Half a step of the membranes opens the sequence.
            stimulation.load(into: field.stimulus, from: 0, to: dt / 2)
            try react(dt / 2, records: false)
        }
        let end = Double(steps + 1) * dt
        try diffusion.step(ahead, time: end)
        stimulation.load(into: field.stimulus, from: end - dt / 2, to: end + dt / 2)
        steps += 1
        try react(dt, records: true)
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

    /// Membranes by `length` [ms] from the diffused voltage, and the record of the time in the middle.
    private func react(_ length: Double, records: Bool) throws(MonodomainError) {
        let field = field
        let recorder = recorder
        let voltageIndex = field.model.voltageIndex
        let states = field.stateCount
        let (time, dt) = (time, settings.timeStep)
        nonisolated(unsafe) let voltage = UnsafeMutableRawPointer(ahead)
        let chunks = Parallel.chunkCount(count: field.blocks, grain: MembraneField.grain)
        let failed = FailureFlags(chunks)
        Parallel.forEachChunk(count: field.blocks, grain: MembraneField.grain) { chunk, range in
            for block in range {
                field.states[block * states + voltageIndex] = voltage.load(
                    fromByteOffset: 64 * block, as: Double8.self)
            }
            withUnsafeTemporaryAllocation(
                of: Double8.self, capacity: CellBlocks<Double8>.scratchCount(states: states)
            ) { scratch in
                if let base = scratch.baseAddress {
                    field.advance(chunk: chunk, dt: length, scratch: base)
                }
            }
            var bad = SIMDMask<SIMD8<Int64>>(repeating: false)
            let limit = SIMD8<Double>(repeating: Self.voltageLimit)
            for block in range {
                let after = field.states[block * states + voltageIndex]
                let before = voltage.load(fromByteOffset: 64 * block, as: Double8.self)
                voltage.storeBytes(of: after, toByteOffset: 64 * block, as: Double8.self)
                if records {
                    recorder.record(block, 0.5 * (before + after), time: time, dt: dt)
                }
                // Not "beyond the limit": NaN must fail, too.
                bad = bad .| .!((after.lanes .< limit) .& (after.lanes .> -limit))
            }
            failed.set(chunk, any(bad))
        }
        if failed.any { throw failure() }
    }

    /// Voltages beyond it belong to no cell [mV].
    private static let voltageLimit = 500.0

    /// The first node whose voltage failed, with its first state that is not finite.
    private func failure() -> MonodomainError {
        let names = field.model.card.states
        let voltageIndex = field.model.voltageIndex
        for node in 0..<matrices.count {
            let voltage = field.value(voltageIndex, node: node)
            guard !(abs(voltage) < Self.voltageLimit) else { continue }
            let state =
                names.indices.first { !field.value($0, node: node).isFinite } ?? voltageIndex
            return .cellFailed(
                node: node, place: matrices.points[node], time: time, state: names[state],
                value: field.value(state, node: node), model: field.model.card.identifier)
        }
        return .cellFailed(
            node: 0, place: matrices.points[0], time: time, state: names[voltageIndex],
            value: .nan, model: field.model.card.identifier)
    }
}

/// One flag for each chunk.
private final class FailureFlags: @unchecked Sendable {
    private let flags: UnsafeMutableBufferPointer<Bool>

    init(_ count: Int) {
        flags = .allocate(capacity: count)
        flags.initialize(repeating: false)
    }

    deinit { flags.deallocate() }

    func set(_ chunk: Int, _ value: Bool) { flags[chunk] = value }

    var any: Bool { flags.contains(true) }
}
