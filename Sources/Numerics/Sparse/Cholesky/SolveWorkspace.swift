/// Vectors a solve needs, for up to ``capacity`` right-hand sides at once.
final class SolveWorkspace<Scalar: FactorScalar> {
    /// Right-hand sides solved together; more are taken in batches.
    static var capacity: Int { 8 }

    /// The vectors in elimination order, one after the other.
    let x: UnsafeMutablePointer<Scalar>
    /// Entries at the rows of one front, for each bin.
    let local: [UnsafeMutablePointer<Scalar>]
    /// What each bin adds to the unknowns of the top.
    let top: [UnsafeMutablePointer<Scalar>]
    /// Unknowns in all, at the rows of the largest front, and in the top.
    let order: Int
    let localOrder: Int
    let topOrder: Int
    /// Nodes in elimination order.
    let nodes: [Int32]

    init(plan: FrontPlan, blockSize: Int, order nodes: [Int32]) {
        self.nodes = nodes
        order = nodes.count * blockSize
        localOrder = plan.maxRows * blockSize
        topOrder = (nodes.count - plan.topColumn) * blockSize
        func vectors(_ length: Int) -> UnsafeMutablePointer<Scalar> {
            FrontKernels.zeros(length * Self.capacity)
        }
        x = vectors(order)
        local = (0..<plan.binCount).map { [localOrder] _ in vectors(localOrder) }
        top = (0..<plan.binCount).map { [topOrder] _ in vectors(topOrder) }
    }

    deinit {
        x.deallocate()
        for memory in local + top { memory.deallocate() }
    }
}
