import Ionics
import Numerics
import Quantities

/// The membrane states of all nodes, in blocks of eight.
///
/// State k of node i is lane i mod 8 of `states[(i / 8)·count + k]`. Blocks whose lanes hold the same
/// kinds of cells share one set of parameters, so that muscle of one kind reads none from memory.
final class MembraneField: @unchecked Sendable {
    /// Blocks a thread takes at a time: some hundred microseconds of work.
    static let grain = 64

    let model: Membrane
    let nodes: Int
    let blocks: Int
    let stateCount: Int
    let states: UnsafeMutablePointer<Double8>
    /// Depolarising current of each block in the coming step [µA/µF].
    let stimulus: UnsafeMutablePointer<Double8>
    private let parameters: UnsafeMutablePointer<Double8>
    private let parameterCount: Int
    /// Parameter set of each run of blocks, chunk by chunk.
    private let runs: [Run]
    private let runStart: [Int]
    /// The tabulated forms of each parameter set for the steps of ``tableSteps``, where there are any.
    private let tables: [[any TabulatedMembrane]]
    private let tableSteps: [Double]

    private struct Run {
        var first: Int
        var count: Int
        var set: Int
    }

    /// Prepares the nodes.
    ///
    /// - Parameter tableSteps: lengths of the steps that may use tables [ms].
    /// - Parameter scheme: what the tables do.
    init(
        _ assignment: MembraneAssignment, nodes: Int, tableSteps: [Double], scheme: TabulatedScheme
    ) throws(MonodomainError) {
        let values = try assignment.parameters(nodes: nodes)
        model = assignment.model
        self.nodes = nodes
        blocks = (nodes + 7) / 8
        stateCount = model.card.states.count
        parameterCount = model.card.parameters.count
        states = Self.zeros(blocks * stateCount)
        stimulus = Self.zeros(blocks)
        // The lanes beyond the last node repeat it.
        let kinds: [SIMD8<UInt16>] = (0..<blocks).map { block in
            var lanes = SIMD8<UInt16>()
            for lane in 0..<8 where !assignment.cellTypeOfNode.isEmpty {
                lanes[lane] = assignment.cellTypeOfNode[min(8 * block + lane, nodes - 1)]
            }
            return lanes
        }
        var sets: [SIMD8<UInt16>: Int] = [:]
        var members: [SIMD8<UInt16>] = []
        for kind in kinds where sets[kind] == nil {
            sets[kind] = members.count
            members.append(kind)
        }
        self.tableSteps = tableSteps
        var tablesOfKind: [UInt16: [any TabulatedMembrane]] = [:]
        let kernel = assignment.model.kernel
        for kind in members where kind == SIMD8(repeating: kind[0]) {
            let tables = tableSteps.compactMap {
                kernel.tabulated(
                    parameters: values[Int(kind[0])], dt: $0, scheme: scheme)
            }
            if tables.count == tableSteps.count { tablesOfKind[kind[0]] = tables }
        }
        // Blocks of several kinds have no tables.
        tables = members.map { kind in
            kind == SIMD8(repeating: kind[0]) ? tablesOfKind[kind[0]] ?? [] : []
        }
        parameters = Self.zeros(members.count * parameterCount)
        for (set, kind) in members.enumerated() {
            for lane in 0..<8 {
                for (k, value) in values[Int(kind[lane])].enumerated() {
                    parameters[set * parameterCount + k][lane] = value
                }
            }
        }
        var runs: [Run] = []
        var starts: [Int] = []
        for (block, kind) in kinds.enumerated() {
            let set = sets[kind] ?? 0
            if block % Self.grain == 0 {
                starts.append(runs.count)
            } else if let last = runs.last, last.set == set {
                runs[runs.count - 1].count += 1
                continue
            }
            runs.append(Run(first: block, count: 1, set: set))
        }
        self.runs = runs
        runStart = starts + [runs.count]
        for (block, kind) in kinds.enumerated() {
            for lane in 0..<8 {
                for (k, value) in assignment.initialStates[Int(kind[lane])].enumerated() {
                    states[block * stateCount + k][lane] = value
                }
            }
        }
    }

    deinit {
        states.deallocate()
        stimulus.deallocate()
        parameters.deallocate()
    }

    /// Advances the blocks of one chunk by `dt` [ms] from `start` [ms], those near an arrival in `parts`
    /// steps with its current.
    func advance(
        chunk: Int, dt: Double, from start: Double, arrivals: ArrivalBlocks?, parts: Int,
        latest: UnsafePointer<Double>, scratch: UnsafeMutablePointer<Double8>
    ) {
        for run in runs[runStart[chunk]..<runStart[chunk + 1]] {
            guard let arrivals else {
                advance(run.first, run.count, set: run.set, dt: dt, stimulus + run.first, scratch)
                continue
            }
            var quiet = run.first
            let end = run.first + run.count
            for block in run.first..<end
            where arrivals.isNear(
                block, from: start, to: start + dt, latest: latest,
                voltage: { states[block * stateCount + model.voltageIndex][$0] })
            {
                advance(quiet, block - quiet, set: run.set, dt: dt, stimulus + quiet, scratch)
                quiet = block + 1
                for part in 0..<parts {
                    let from = start + dt * Double(part) / Double(parts)
                    let v = states[block * stateCount + model.voltageIndex]
                    var current = stimulus[block]
                    for lane in 0..<8 {
                        current[lane] += arrivals.current(
                            8 * block + lane, voltage: v[lane], from: from,
                            to: from + dt / Double(parts))
                    }
                    advance(
                        block, 1, set: run.set, dt: dt / Double(parts), &current, scratch)
                }
            }
            advance(quiet, end - quiet, set: run.set, dt: dt, stimulus + quiet, scratch)
        }
    }

    /// Advances blocks of one set of parameters.
    private func advance(
        _ first: Int, _ count: Int, set: Int, dt: Double, _ stimulus: UnsafePointer<Double8>,
        _ scratch: UnsafeMutablePointer<Double8>
    ) {
        guard count > 0 else { return }
        let cells = CellBlocks(
            count: count, states: states + first * stateCount,
            parameters: UnsafePointer(parameters + set * parameterCount), parameterStride: 0,
            stimulus: stimulus, scratch: scratch)
        if !tables[set].isEmpty, let k = tableSteps.firstIndex(of: dt) {
            tables[set][k].advance(cells)
        } else {
            model.kernel.advance(cells, dt: dt)
        }
    }

    /// One state of a node.
    func value(_ state: Int, node: Int) -> Double {
        states[node / 8 * stateCount + state][node % 8]
    }

    static func zeros(_ count: Int) -> UnsafeMutablePointer<Double8> {
        let memory = UnsafeMutablePointer<Double8>.allocate(capacity: max(count, 1))
        memory.initialize(repeating: 0, count: max(count, 1))
        return memory
    }
}
