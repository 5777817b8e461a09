/// An order of elements that lets several threads add to one matrix and always get the same bits.
///
/// Elements are sorted along the nested-dissection order into compact chunks; chunks of one colour
/// share no node, so they may be added at the same time, while colours follow one another. Every
/// block therefore receives its contributions in one fixed order, whatever the number of threads.
/// Chunks rather than single elements are coloured: a chunk keeps its part of the matrix in cache,
/// and eight consecutive elements fill the lanes of a SIMD kernel.
public struct AssemblySchedule: Sendable {
    /// Elements in the order of addition.
    public let order: [Int32]
    /// Start of each chunk in ``order``; count = chunks + 1.
    public let chunkStart: [Int32]
    /// First chunk of each colour; count = colours + 1.
    public let colourStart: [Int32]

    /// Number of chunks.
    public var chunkCount: Int { chunkStart.count - 1 }
    /// Number of colours.
    public var colourCount: Int { colourStart.count - 1 }

    /// Elements of a chunk by default: four SIMD8 groups are some 30 µs of work, enough for a
    /// fork-join, and colours of small meshes still have enough chunks to balance two threads.
    public static let defaultChunkSize = 32

    /// Makes a schedule.
    ///
    /// - `eliminationOrder`: nodes as ``NestedDissection/order(_:)`` or
    ///   `SymbolicFactorization.eliminationOrder` give them; only locality depends on it.
    ///
    /// - Throws: ``NumericsError/invalidConnectivity(node:element:nodeCount:)``.
    public init(
        family: ElementConnectivity, eliminationOrder: [Int32], chunkSize: Int = defaultChunkSize
    ) throws(NumericsError) {
        precondition(chunkSize > 0)
        try family.validate(nodeCount: eliminationOrder.count)
        let sorted = Self.sortedAlong(eliminationOrder, family)
        let chunks = stride(from: 0, to: sorted.count, by: chunkSize).map {
            sorted[$0..<min(sorted.count, $0 + chunkSize)]
        }
        let colour = Self.colours(chunks, family, nodeCount: eliminationOrder.count)
        var order: [Int32] = []
        var chunkStart: [Int32] = [0]
        var colourStart: [Int32] = [0]
        for c in 0..<((colour.max() ?? -1) + 1) {
            for (chunk, elements) in chunks.enumerated() where colour[chunk] == c {
                order.append(contentsOf: elements)
                chunkStart.append(Int32(order.count))
            }
            colourStart.append(Int32(chunkStart.count - 1))
        }
        self.order = order
        self.chunkStart = chunkStart
        self.colourStart = colourStart
    }

    /// Calls `body(chunk, elements)` once for every chunk: colours in order, the chunks of a colour
    /// at the same time. `body` may add to anything that belongs to the nodes of its elements.
    public func forEachChunk(
        _ body: @Sendable (_ chunk: Int, _ elements: UnsafeBufferPointer<Int32>) -> Void
    ) {
        for c in 0..<colourCount {
            let first = Int(colourStart[c])
            Parallel.forEachChunk(count: Int(colourStart[c + 1]) - first, grain: 1) { _, range in
                order.withUnsafeBufferPointer { order in
                    for chunk in range.lowerBound + first..<range.upperBound + first {
                        let elements = Int(chunkStart[chunk])..<Int(chunkStart[chunk + 1])
                        body(chunk, UnsafeBufferPointer(rebasing: order[elements]))
                    }
                }
            }
        }
    }

    /// Elements by the earliest eliminated of their nodes: neighbours in the mesh come together.
    private static func sortedAlong(
        _ eliminationOrder: [Int32], _ family: ElementConnectivity
    ) -> [Int32] {
        var rank = [Int32](repeating: 0, count: eliminationOrder.count)
        for (k, node) in eliminationOrder.enumerated() { rank[Int(node)] = Int32(k) }
        let key = (0..<family.elementCount).map { element -> Int32 in
            let first = element * family.nodesPerElement
            return family.nodes[first..<first + family.nodesPerElement].reduce(Int32.max) {
                min($0, rank[Int($1)])
            }
        }
        return (0..<Int32(family.elementCount)).sorted {
            (key[Int($0)], $0) < (key[Int($1)], $1)
        }
    }

    /// Greedy colouring, least used allowed colour first so that colours have like numbers of chunks.
    private static func colours(
        _ chunks: [ArraySlice<Int32>], _ family: ElementConnectivity, nodeCount: Int
    ) -> [Int] {
        var coloursAt = [[Int]](repeating: [], count: nodeCount)
        var population: [Int] = []
        return chunks.map { elements in
            var isTaken = [Bool](repeating: false, count: population.count)
            var nodes = Set<Int>()
            for element in elements {
                let first = Int(element) * family.nodesPerElement
                for node in family.nodes[first..<first + family.nodesPerElement] {
                    nodes.insert(Int(node))
                    for c in coloursAt[Int(node)] { isTaken[c] = true }
                }
            }
            let free = population.indices.filter { !isTaken[$0] }
            let chosen = free.min { population[$0] < population[$1] } ?? population.count
            if chosen == population.count { population.append(0) }
            population[chosen] += 1
            for node in nodes { coloursAt[node].append(chosen) }
            return chosen
        }
    }
}
