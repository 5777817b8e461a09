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
    /// The tabulated form of each parameter set for steps of ``tableStep``, where there is one.
    private let tables: [(any TabulatedMembrane)?]
    private let tableStep: Double

    private struct Run {
        var first: Int
        var count: Int
        var set: Int
    }

    /// Prepares the nodes.
    ///
    /// - Parameter tableStep: length of the steps that may use tables [ms]; nil for none.
    /// - Parameter scheme: what the tables do.
    init(
        _ assignment: MembraneAssignment, nodes: Int, tableStep: Double?, scheme: TabulatedScheme
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
        self.tableStep = tableStep ?? 0
        var tableOfKind: [UInt16: any TabulatedMembrane] = [:]
        if let tableStep {
            for kind in members where kind == SIMD8(repeating: kind[0]) {
                tableOfKind[kind[0]] = model.kernel.tabulated(
                    parameters: values[Int(kind[0])], dt: tableStep, scheme: scheme)
            }
        }
        // Blocks of several kinds have no table.
        tables = members.map { $0 == SIMD8(repeating: $0[0]) ? tableOfKind[$0[0]] : nil }
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

    /// Advances the blocks of one chunk by `dt` [ms].
    func advance(chunk: Int, dt: Double, scratch: UnsafeMutablePointer<Double8>) {
        for run in runs[runStart[chunk]..<runStart[chunk + 1]] {
            let cells = CellBlocks(
                count: run.count, states: states + run.first * stateCount,
                parameters: UnsafePointer(parameters + run.set * parameterCount),
                parameterStride: 0, stimulus: UnsafePointer(stimulus + run.first),
                scratch: scratch)
            if dt == tableStep, let table = tables[run.set] {
                table.advance(cells)
            } else {
                model.kernel.advance(cells, dt: dt)
            }
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
