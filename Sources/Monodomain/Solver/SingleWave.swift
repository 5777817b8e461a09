import Ionics
import Numerics
import Quantities

/// A ``MonodomainWave`` in single precision, nodes in blocks of sixteen.
///
/// Half the memory and twice the lanes of ``DoubleWave``; what that costs in accuracy is in
/// docs/decisions/monodomain.md.
final class SingleWave: MonodomainWave {
    private let field: SingleMembraneField
    private let diffusion: CrankNicolson<Float>
    private let recorder: ActivationRecorder
    private let settings: MonodomainSettings
    private let arrivals: ArrivalBlocks?
    /// Voltage after the latest membrane step [mV], in whole blocks.
    private var ahead: UnsafeMutablePointer<Float> { diffusion.voltage }
    private(set) var failedNode: Int?

    init(
        _ matrices: TissueMatrices, membrane: MembraneAssignment, recorder: ActivationRecorder,
        arrivals: ArrivalDrive?, settings: MonodomainSettings
    ) throws(MonodomainError) {
        self.settings = settings
        self.recorder = recorder
        field = try SingleMembraneField(
            membrane, nodes: matrices.count, lengths: settings.tableSteps + [settings.timeStep / 2])
        diffusion = CrankNicolson(
            matrices, timeStep: settings.timeStep, tolerance: settings.voltageTolerance,
            maximumIterations: settings.maximumIterations)
        self.arrivals = arrivals.map { ArrivalBlocks($0, lanes: 16) }
        for block in 0..<field.blocks {
            let start = field.values[block * field.valueCount + membrane.model.voltageIndex]
            let both = Self.doubles(start)
            recorder.begin(2 * block, both.0)
            recorder.begin(2 * block + 1, both.1)
            UnsafeMutableRawPointer(ahead).storeBytes(
                of: start, toByteOffset: 64 * block, as: SIMD16<Float>.self)
        }
    }

    var model: Membrane { field.model }
    var iterations: Int { diffusion.iterations }
    var iteratedRows: Int { diffusion.iteratedRows }

    @inline(__always)
    private static func doubles(_ x: SIMD16<Float>) -> (Double8, Double8) {
        (Double8(SIMD8<Double>(x.lowHalf)), Double8(SIMD8<Double>(x.highHalf)))
    }

    func diffuse(until time: Double) throws(MonodomainError) {
        try diffusion.step(time: time)
    }

    func clearStimulus(_ node: Int) { field.stimulus[node / 16][node % 16] = 0 }
    func addStimulus(_ node: Int, _ current: Double) {
        field.stimulus[node / 16][node % 16] += Float(current)
    }
    func value(_ state: Int, node: Int) -> Double {
        Double(field.values[node / 16 * field.valueCount + state][node % 16])
    }

    func react(_ length: Double, from start: Double, recorded: Double?) -> Bool {
        let (field, recorder, arrivals) = (field, recorder, arrivals)
        let (voltageIndex, count) = (field.model.voltageIndex, field.valueCount)
        let dt = settings.timeStep
        let parts = settings.upstrokeSteps(in: length)
        nonisolated(unsafe) let voltage = UnsafeMutableRawPointer(ahead)
        let grain = SingleMembraneField.grain
        let failed = BlockFailures(Parallel.chunkCount(count: field.blocks, grain: grain))
        Parallel.forEachChunk(count: field.blocks, grain: grain) { chunk, range in
            for block in range {
                field.values[block * count + voltageIndex] = voltage.load(
                    fromByteOffset: 64 * block, as: SIMD16<Float>.self)
            }
            if let block = field.advance(
                range, dt: length, from: start, arrivals: arrivals, parts: parts,
                latest: recorder.latest)
            {
                failed.set(chunk, block)
                return
            }
            for block in range {
                let after = field.values[block * count + voltageIndex]
                let before = voltage.load(fromByteOffset: 64 * block, as: SIMD16<Float>.self)
                voltage.storeBytes(of: after, toByteOffset: 64 * block, as: SIMD16<Float>.self)
                if let recorded {
                    let both = Self.doubles(0.5 * (before + after))
                    recorder.record(2 * block, both.0, time: recorded, dt: dt)
                    recorder.record(2 * block + 1, both.1, time: recorded, dt: dt)
                }
            }
        }
        guard let block = failed.first else { return true }
        // Tables cover ±150 mV and are tested in every step: what leaves them is the largest voltage,
        // or is not a number.
        let v = field.values[block * count + voltageIndex]
        let size = (0..<16).map { v[$0].isNaN ? .infinity : abs(v[$0]) }
        let lane = size.indices.max { size[$0] < size[$1] } ?? 0
        failedNode = min(16 * block + lane, recorder.nodes - 1)
        return false
    }

    var saved: SavedWave {
        get {
            let total = 16 * field.blocks * field.valueCount
            let states = field.values.withMemoryRebound(to: Float.self, capacity: total) {
                UnsafeBufferPointer(start: $0, count: total).map { Double($0) }
            }
            return SavedWave(
                states: states,
                ahead: UnsafeBufferPointer(start: ahead, count: 16 * field.blocks)
                    .map { Double($0) },
                changes: diffusion.history)
        }
        set {
            field.values.withMemoryRebound(to: Float.self, capacity: newValue.states.count) {
                for (k, value) in newValue.states.enumerated() { $0[k] = Float(value) }
            }
            for (k, value) in newValue.ahead.enumerated() { ahead[k] = Float(value) }
            diffusion.history = newValue.changes
        }
    }
}

/// The block of each chunk that failed.
private final class BlockFailures: @unchecked Sendable {
    private let blocks: UnsafeMutableBufferPointer<Int>

    init(_ count: Int) {
        blocks = .allocate(capacity: count)
        blocks.initialize(repeating: -1)
    }

    deinit { blocks.deallocate() }

    func set(_ chunk: Int, _ block: Int) { blocks[chunk] = block }

    var first: Int? { blocks.first { $0 >= 0 } }
}
