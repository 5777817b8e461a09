import Ionics
import Numerics
import Quantities

/// A ``MonodomainWave`` in double precision, nodes in blocks of eight.
final class DoubleWave: MonodomainWave {
    let field: MembraneField
    private let diffusion: CrankNicolson<Double>
    private let recorder: ActivationRecorder
    private let settings: MonodomainSettings
    private let arrivals: ArrivalBlocks?
    /// Voltage after the latest membrane step [mV], in whole blocks.
    private var ahead: UnsafeMutablePointer<Double> { diffusion.voltage }

    init(
        _ matrices: TissueMatrices, membrane: MembraneAssignment, recorder: ActivationRecorder,
        arrivals: ArrivalDrive?, settings: MonodomainSettings
    ) throws(MonodomainError) {
        self.settings = settings
        self.recorder = recorder
        field = try MembraneField(
            membrane, nodes: matrices.count,
            tableSteps: settings.membraneScheme == .equations
                ? [] : settings.tableSteps,
            scheme: settings.membraneScheme == .rushLarsenTables
                ? .rushLarsen : .exponentialMidpoint)
        diffusion = CrankNicolson(
            matrices, timeStep: settings.timeStep, tolerance: settings.voltageTolerance,
            maximumIterations: settings.maximumIterations)
        self.arrivals = arrivals.map { ArrivalBlocks($0, lanes: 8) }
        let voltageIndex = membrane.model.voltageIndex
        for block in 0..<field.blocks {
            let start = field.states[block * field.stateCount + voltageIndex]
            recorder.begin(block, start)
            UnsafeMutableRawPointer(ahead).storeBytes(
                of: start, toByteOffset: 64 * block, as: Double8.self)
        }
    }

    var model: Membrane { field.model }
    var iterations: Int { diffusion.iterations }
    var iteratedRows: Int { diffusion.iteratedRows }
    var failedNode: Int? { nil }

    func diffuse(until time: Double) throws(MonodomainError) {
        try diffusion.step(time: time)
    }

    func clearStimulus(_ node: Int) { field.stimulus[node / 8][node % 8] = 0 }
    func addStimulus(_ node: Int, _ current: Double) {
        field.stimulus[node / 8][node % 8] += current
    }
    func value(_ state: Int, node: Int) -> Double { field.value(state, node: node) }

    func react(_ length: Double, from start: Double, recorded: Double?) -> Bool {
        let (field, recorder, arrivals) = (field, recorder, arrivals)
        let (voltageIndex, states) = (field.model.voltageIndex, field.stateCount)
        let dt = settings.timeStep
        let parts = settings.upstrokeSteps(in: length)
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
                    field.advance(
                        chunk: chunk, dt: length, from: start, arrivals: arrivals, parts: parts,
                        latest: recorder.latest, scratch: base)
                }
            }
            var worst = SIMD8<Int64>(repeating: 0)
            for block in range {
                let after = field.states[block * states + voltageIndex]
                let before = voltage.load(fromByteOffset: 64 * block, as: Double8.self)
                voltage.storeBytes(of: after, toByteOffset: 64 * block, as: Double8.self)
                if let recorded {
                    recorder.record(block, 0.5 * (before + after), time: recorded, dt: dt)
                }
                // The bits of a size order like whole numbers, and those of NaN are the largest.
                let size =
                    unsafeBitCast(after.lanes, to: SIMD8<Int64>.self)
                    & SIMD8(repeating: Int64.max)
                worst = worst.replacing(with: size, where: size .> worst)
            }
            failed.set(chunk, worst.max() >= Int64(bitPattern: Self.limitBits))
        }
        return !failed.any
    }

    private static var limitBits: UInt64 { MonodomainSolver.voltageLimit.bitPattern }

    var saved: SavedWave {
        get {
            let padded = 8 * field.blocks
            let states = field.states.withMemoryRebound(
                to: Double.self, capacity: padded * field.stateCount
            ) { Array(UnsafeBufferPointer(start: $0, count: padded * field.stateCount)) }
            return SavedWave(
                states: states, ahead: Array(UnsafeBufferPointer(start: ahead, count: padded)),
                changes: diffusion.history)
        }
        set {
            field.states.withMemoryRebound(to: Double.self, capacity: newValue.states.count) {
                $0.update(from: newValue.states, count: newValue.states.count)
            }
            ahead.update(from: newValue.ahead, count: newValue.ahead.count)
            diffusion.history = newValue.changes
        }
    }
}

/// One flag for each chunk.
final class FailureFlags: @unchecked Sendable {
    private let flags: UnsafeMutableBufferPointer<Bool>

    init(_ count: Int) {
        flags = .allocate(capacity: count)
        flags.initialize(repeating: false)
    }

    deinit { flags.deallocate() }

    func set(_ chunk: Int, _ value: Bool) { flags[chunk] = value }

    var any: Bool { flags.contains(true) }
}
