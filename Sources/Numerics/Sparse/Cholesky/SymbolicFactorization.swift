/// The part of a sparse Cholesky factorisation that depends on the pattern only: make it once a mesh.
///
/// Nodes are ordered by nested dissection, their elimination tree is postordered, columns with like
/// structure are merged into dense fronts, and every index list and memory offset of the numeric
/// factorisation is worked out, so that ``SparseCholesky`` neither searches nor allocates.
///
/// Subtrees go to two or more independent bins of like work, for as many threads. The number of bins
/// belongs to the analysis, not to the machine: results have the same bits on any number of threads.
public struct SymbolicFactorization: Sendable {
    /// The pattern analysed.
    public let pattern: NodeBlockPattern
    /// The fill-reducing order used. Store it to skip nested dissection the next time: the same
    /// pattern and ordering give the same analysis, hence the same bits.
    public let ordering: [Int32]
    /// Nodes in their final order of elimination.
    public let eliminationOrder: [Int32]
    let plan: FrontPlan

    /// Bins by default: two suffice for the two to four cores a single case runs on; work above the
    /// bins is shared tile by tile.
    public static let defaultBinCount = 2

    /// Analyses a pattern.
    ///
    /// - `ordering`: nodes in a fill-reducing order, by default ``NestedDissection/order(_:)``.
    /// - Throws: ``NumericsError/orderingFailed(code:)``,
    ///   ``NumericsError/notAPermutation(nodeCount:)``.
    public init(
        pattern: NodeBlockPattern, ordering: [Int32]? = nil, binCount: Int = defaultBinCount
    ) throws(NumericsError) {
        precondition(binCount > 0)
        let order = if let ordering { ordering } else { try NestedDissection.order(pattern) }
        try Self.checkPermutation(order, pattern.nodeCount)
        let (start, neighbour) = NestedDissection.adjacency(pattern)
        let tree = EliminationTree(start: start, neighbour: neighbour, order: order)
        let builder = FrontPlanBuilder(
            pattern: pattern, start: start, neighbour: neighbour, tree: tree, binCount: binCount)
        self.pattern = pattern
        self.ordering = order
        eliminationOrder = builder.order
        plan = builder.plan
    }

    /// Floating-point operations of one numeric factorisation.
    public var flops: Double { plan.flops }
    /// Numbers stored for the factor, explicit zeros of merged fronts included.
    public var factorSize: Int { plan.panelSize }
    /// Further numbers needed while factoring.
    public var workspaceSize: Int { plan.workspaceSize }
    /// Number of dense fronts.
    public var frontCount: Int { plan.fronts.count }

    private static func checkPermutation(
        _ order: [Int32], _ nodeCount: Int
    ) throws(NumericsError) {
        var isSeen = [Bool](repeating: false, count: nodeCount)
        for node in order {
            guard node >= 0, node < nodeCount, !isSeen[Int(node)] else {
                throw .notAPermutation(nodeCount: nodeCount)
            }
            isSeen[Int(node)] = true
        }
        guard order.count == nodeCount else { throw .notAPermutation(nodeCount: nodeCount) }
    }
}
