import Ionics
import Numerics
import Quantities

/// The membranes of all nodes in single precision, in blocks of sixteen.
///
/// Value k of node i is lane i mod 16 of `values[(i / 16)·valueCount + k]`. A block with several kinds of
/// cells is advanced once for each kind, and every lane keeps the result of its own.
final class SingleMembraneField: @unchecked Sendable {
    /// Blocks a thread takes at a time.
    static let grain = 32

    let model: Membrane
    let blocks: Int
    let valueCount: Int
    let values: UnsafeMutablePointer<SIMD16<Float>>
    /// Depolarising current of each block in the coming step [µA/µF].
    let stimulus: UnsafeMutablePointer<SIMD16<Float>>
    /// Kind of each lane where a block has several, and that of the whole block otherwise.
    private let kinds: [SIMD16<UInt16>]
    private let isUniform: [Bool]
    /// Tables of each kind for the steps of ``lengths``.
    private let tables: [[any SingleTabulatedMembrane]]
    private let lengths: [Double]

    /// Prepares the nodes.
    ///
    /// - Parameter lengths: lengths of all steps that will be taken [ms].
    init(
        _ assignment: MembraneAssignment, nodes: Int, lengths: [Double]
    ) throws(MonodomainError) {
        let parameters = try assignment.parameters(nodes: nodes)
        model = assignment.model
        self.lengths = lengths
        blocks = (nodes + 15) / 16
        let kernel = assignment.model.kernel
        tables = parameters.map { values in
            lengths.compactMap { kernel.single(parameters: values, dt: $0) }
        }
        guard !lengths.isEmpty, tables.allSatisfy({ $0.count == lengths.count }) else {
            throw .outOfRange(
                name: "the precision of \(model.card.identifier)", value: 32,
                allowed: "64 bits: the model has no tables in single precision")
        }
        valueCount = tables[0][0].valueCount
        values = .allocate(capacity: max(1, blocks * valueCount))
        values.initialize(repeating: .zero, count: max(1, blocks * valueCount))
        stimulus = .allocate(capacity: max(1, blocks))
        stimulus.initialize(repeating: .zero, count: max(1, blocks))
        // The lanes beyond the last node repeat it.
        kinds = (0..<blocks).map { block in
            var lanes = SIMD16<UInt16>()
            for lane in 0..<16 where !assignment.cellTypeOfNode.isEmpty {
                lanes[lane] = assignment.cellTypeOfNode[min(16 * block + lane, nodes - 1)]
            }
            return lanes
        }
        isUniform = kinds.map { $0 == SIMD16(repeating: $0[0]) }
        for (block, kind) in kinds.enumerated() {
            for lane in 0..<16 {
                for (k, value) in assignment.initialStates[Int(kind[lane])].enumerated() {
                    values[block * valueCount + k][lane] = Float(value)
                }
            }
        }
    }

    deinit {
        values.deallocate()
        stimulus.deallocate()
    }

    /// Advances blocks by `dt` [ms] from `start` [ms], those near an arrival in `parts` steps with its
    /// current.
    ///
    /// - Returns: the first block that could not be advanced.
    func advance(
        _ range: Range<Int>, dt: Double, from start: Double, arrivals: ArrivalBlocks?, parts: Int,
        latest: UnsafePointer<Double>
    ) -> Int? {
        func isNear(_ block: Int) -> Bool {
            arrivals?.isNear(
                block, from: start, to: start + dt, latest: latest,
                voltage: { Double(values[block * valueCount + model.voltageIndex][$0]) }) ?? false
        }
        var first = range.lowerBound
        while first < range.upperBound {
            if let arrivals, isNear(first) {
                for part in 0..<parts {
                    let from = start + dt * Double(part) / Double(parts)
                    let v = values[first * valueCount + model.voltageIndex]
                    var current = stimulus[first]
                    for lane in 0..<16 {
                        current[lane] += Float(
                            arrivals.current(
                                16 * first + lane, voltage: Double(v[lane]), from: from,
                                to: from + dt / Double(parts)))
                    }
                    if let failed = advance(first, 1, dt / Double(parts), &current) {
                        return failed
                    }
                }
                first += 1
                continue
            }
            var end = first + 1
            while end < range.upperBound, isUniform[first], kinds[end] == kinds[first],
                !isNear(end)
            {
                end += 1
            }
            if let failed = advance(first, end - first, dt, stimulus + first) { return failed }
            first = end
        }
        return nil
    }

    /// Advances blocks of one kind, or one block of several; returns the first that could not be advanced.
    private func advance(
        _ first: Int, _ count: Int, _ dt: Double, _ stimulus: UnsafePointer<SIMD16<Float>>
    ) -> Int? {
        guard let length = lengths.firstIndex(of: dt) else {
            preconditionFailure("no tables for steps of \(dt) ms")
        }
        let start = values + first * valueCount
        if isUniform[first] {
            let cells = SingleBlocks(count: count, values: start, stimulus: stimulus)
            return tables[Int(kinds[first][0])][length].advance(cells).map { first + $0 }
        }
        let before = (0..<valueCount).map { start[$0] }
        var after = before
        for kind in Set((0..<16).map { kinds[first][$0] }).sorted() {
            for k in 0..<valueCount { start[k] = before[k] }
            let cells = SingleBlocks(count: 1, values: start, stimulus: stimulus)
            guard tables[Int(kind)][length].advance(cells) == nil else { return first }
            for lane in 0..<16 where kinds[first][lane] == kind {
                for k in 0..<valueCount { after[k][lane] = start[k][lane] }
            }
        }
        for k in 0..<valueCount { start[k] = after[k] }
        return nil
    }
}
