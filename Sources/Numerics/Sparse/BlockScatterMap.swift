/// Where the blocks of element matrices go in a ``SymmetricBlockMatrix``.
///
/// Element matrices are symmetric, so only the pairs a ≥ b of local nodes are stored, numbered
/// ``pair(_:_:)`` = a(a+1)/2 + b. The block of pair (a, b) couples row node a with column node b.
/// Where the global number of a is below that of b the stored block is the transposed one: each code
/// is `2 · position + (1 if transposed)`.
public struct BlockScatterMap: Sendable {
    /// Nodes of each element.
    public let nodesPerElement: Int
    /// Unknowns of each node.
    public let blockSize: Int
    /// `2 · block position + transposed`, ``pairCount`` codes for each element, flat.
    public let code: [Int32]

    /// Local pairs a ≥ b of each element.
    @inlinable public var pairCount: Int { nodesPerElement * (nodesPerElement + 1) / 2 }

    /// Number of a local pair, for `a ≥ b`.
    @inlinable @inline(__always)
    public static func pair(_ a: Int, _ b: Int) -> Int { a * (a + 1) / 2 + b }

    /// Finds the block of each local pair of each element.
    ///
    /// - Throws: ``NumericsError/invalidConnectivity(node:element:nodeCount:)``,
    ///   ``NumericsError/notInPattern(row:column:)``.
    public init(
        pattern: NodeBlockPattern, family: ElementConnectivity
    ) throws(NumericsError) {
        try family.validate(nodeCount: pattern.nodeCount)
        nodesPerElement = family.nodesPerElement
        blockSize = pattern.blockSize
        var code: [Int32] = []
        code.reserveCapacity(family.elementCount * nodesPerElement * (nodesPerElement + 1) / 2)
        for first in stride(from: 0, to: family.nodes.count, by: nodesPerElement) {
            for a in 0..<nodesPerElement {
                for b in 0...a {
                    let rowNode = Int(family.nodes[first + a])
                    let columnNode = Int(family.nodes[first + b])
                    let row = max(rowNode, columnNode)
                    let column = min(rowNode, columnNode)
                    guard let position = pattern.position(row: row, column: column) else {
                        throw .notInPattern(row: row, column: column)
                    }
                    code.append(Int32(2 * position + (rowNode < columnNode ? 1 : 0)))
                }
            }
        }
        self.code = code
    }

    /// Adds one block (`blockSize²` numbers, row-major) of one element.
    ///
    /// - `values`: base of ``SymmetricBlockMatrix/values``.
    @inlinable @inline(__always)
    public func add(
        _ block: UnsafePointer<Double>, element: Int, pair: Int,
        into values: UnsafeMutablePointer<Double>
    ) {
        let c = Int(code[element * pairCount + pair])
        let target = values + (c >> 1) * (blockSize * blockSize)
        let rowStep = c & 1 == 0 ? blockSize : 1
        let columnStep = c & 1 == 0 ? 1 : blockSize
        for i in 0..<blockSize {
            for j in 0..<blockSize {
                target[i * rowStep + j * columnStep] += block[i * blockSize + j]
            }
        }
    }

    /// Adds one 3 × 3 block of up to eight elements at once, from kernels with one element a lane.
    ///
    /// - `block`: nine `SIMD8<Double>` in memory, entry (i, j) of lane l at `8(3i + j) + l`.
    /// - `elements`: element number of each lane; the first `lanes` are added, in lane order.
    @inlinable @inline(__always)
    public func addLanes(
        _ block: UnsafePointer<SIMD8<Double>>, elements: UnsafePointer<Int32>, lanes: Int,
        pair: Int, into values: UnsafeMutablePointer<Double>
    ) {
        assert(blockSize == 3)
        let source = UnsafeRawPointer(block).assumingMemoryBound(to: Double.self)
        code.withUnsafeBufferPointer { code in
            for lane in 0..<lanes {
                let c = Int(code[Int(elements[lane]) * pairCount + pair])
                let target = values + (c >> 1) * 9
                let s = source + lane
                // Entries (0,1) and (1,0) etc. change places in a transposed block.
                let t = (c & 1) * 2
                target[0] += s[0]
                target[1 + t] += s[8]
                target[2 + 2 * t] += s[16]
                target[3 - t] += s[24]
                target[4] += s[32]
                target[5 + t] += s[40]
                target[6 - 2 * t] += s[48]
                target[7 - t] += s[56]
                target[8] += s[64]
            }
        }
    }
}
