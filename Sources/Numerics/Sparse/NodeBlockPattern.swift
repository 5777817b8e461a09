/// Symmetric block sparsity of a finite-element matrix: which nodes are coupled.
///
/// The lower triangle with its diagonal is stored in compressed rows of square blocks, columns
/// ascending, so that the diagonal block is the last of its row. A block is `blockSize` × `blockSize`
/// numbers, row-major; block `p` begins at `p · blockSize²` in ``SymmetricBlockMatrix/values``.
///
/// One pattern serves every matrix of a mesh: make it once, share it (the arrays are copy-on-write).
public struct NodeBlockPattern: Sendable {
    /// Number of nodes: block rows and columns.
    public let nodeCount: Int
    /// Unknowns of each node: 3 for displacements, 1 for scalars.
    public let blockSize: Int
    /// Start of each block row in ``column``; count = nodeCount + 1.
    public let rowStart: [Int32]
    /// Column of each stored block, never above its row.
    public let column: [Int32]

    /// Number of stored blocks.
    public var blockCount: Int { column.count }
    /// Number of unknowns: rows and columns of the scalar matrix.
    public var unknownCount: Int { nodeCount * blockSize }

    /// The pattern that couples all nodes of each element, and of each extra clique.
    ///
    /// - `families`: elements that contribute to the matrix; faces of volume elements in the list
    ///   add nothing new and may be left out.
    /// - `cliques`: further sets of nodes that are coupled mutually, such as the rim of a cavity cap.
    ///
    /// Every node gets its diagonal block, used by an element or not. Cost: a sort of all pairs.
    ///
    /// - Throws: ``NumericsError/invalidConnectivity(node:element:nodeCount:)``.
    public init(
        nodeCount: Int, blockSize: Int = 3, families: [ElementConnectivity],
        cliques: [[Int32]] = []
    ) throws(NumericsError) {
        precondition(nodeCount > 0 && blockSize > 0)
        for family in families { try family.validate(nodeCount: nodeCount) }
        for clique in cliques where !clique.isEmpty {
            try ElementConnectivity(nodes: clique, nodesPerElement: clique.count)
                .validate(nodeCount: nodeCount)
        }
        self.nodeCount = nodeCount
        self.blockSize = blockSize
        var groups = NodeGroups(nodeCount: nodeCount)
        for family in families {
            for element in 0..<family.elementCount {
                let first = element * family.nodesPerElement
                groups.append(family.nodes[first..<first + family.nodesPerElement])
            }
        }
        for clique in cliques { groups.append(clique[...]) }
        (rowStart, column) = groups.lowerRows()
    }

    /// Position of block (row, col) with `row ≥ col`, or nil outside the pattern. O(log row length).
    public func position(row: Int, column col: Int) -> Int? {
        var low = Int(rowStart[row])
        let end = Int(rowStart[row + 1])
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if Int(column[middle]) < col { low = middle + 1 } else { high = middle }
        }
        return low < end && Int(column[low]) == col ? low : nil
    }

    /// Position of the diagonal block of a node.
    @inlinable public func diagonalPosition(_ node: Int) -> Int { Int(rowStart[node + 1]) - 1 }
}

/// Sets of mutually coupled nodes, and for each node the sets it belongs to.
private struct NodeGroups {
    private let nodeCount: Int
    private var start: [Int32] = [0]
    private var member: [Int32] = []

    init(nodeCount: Int) { self.nodeCount = nodeCount }

    mutating func append(_ nodes: ArraySlice<Int32>) {
        member.append(contentsOf: nodes)
        start.append(Int32(member.count))
    }

    /// Compressed rows of the lower triangle: for each node the sorted distinct neighbours up to it.
    func lowerRows() -> (rowStart: [Int32], column: [Int32]) {
        let (groupStart, groupOf) = groupsOfNodes()
        var rowStart: [Int32] = [0]
        rowStart.reserveCapacity(nodeCount + 1)
        var column: [Int32] = []
        column.reserveCapacity(nodeCount * 16)
        var seenBy = [Int32](repeating: -1, count: nodeCount)
        for node in 0..<Int32(nodeCount) {
            let first = column.count
            seenBy[Int(node)] = node
            column.append(node)
            for g in groupOf[Int(groupStart[Int(node)])..<Int(groupStart[Int(node) + 1])] {
                for other in member[Int(start[Int(g)])..<Int(start[Int(g) + 1])]
                where other < node && seenBy[Int(other)] != node {
                    seenBy[Int(other)] = node
                    column.append(other)
                }
            }
            column[first...].sort()
            rowStart.append(Int32(column.count))
        }
        return (rowStart, column)
    }

    private func groupsOfNodes() -> (start: [Int32], group: [Int32]) {
        var begin = [Int32](repeating: 0, count: nodeCount + 1)
        for node in member { begin[Int(node) + 1] += 1 }
        for node in 0..<nodeCount { begin[node + 1] += begin[node] }
        var next = begin
        var group = [Int32](repeating: 0, count: member.count)
        for g in 0..<start.count - 1 {
            for node in member[Int(start[g])..<Int(start[g + 1])] {
                group[Int(next[Int(node)])] = Int32(g)
                next[Int(node)] += 1
            }
        }
        return (begin, group)
    }
}
