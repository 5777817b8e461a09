/// What the factor of an indefinite matrix keeps beside L and the diagonal of D.
final class IndefinitePivots<Scalar: FactorScalar> {
    /// For each unknown in elimination order, the row of its front exchanged with it.
    let swaps: UnsafeMutablePointer<Int32>
    /// For each unknown, the entry of D below the diagonal; zero for pivots of order one.
    let coupling: UnsafeMutablePointer<Scalar>
    /// Columns of L D of one tile, for each bin; the top uses the first.
    let scratch: [UnsafeMutablePointer<Scalar>]
    /// Signs of the pivots of each bin, then of the top.
    let inertia: UnsafeMutableBufferPointer<FactorInertia>

    init(plan: FrontPlan, blockSize: Int, unknowns: Int) {
        swaps = .allocate(capacity: unknowns)
        swaps.initialize(repeating: 0, count: unknowns)
        coupling = FrontKernels.zeros(unknowns)
        let height = blockSize * (plan.fronts.map { $0.width + $0.rows.count }.max() ?? 0)
        scratch = (0..<plan.binCount).map { _ in
            FrontKernels.zeros(height * IndefiniteFront<Scalar>.tileColumns)
        }
        inertia = .allocate(capacity: plan.binCount + 1)
        inertia.initialize(repeating: FactorInertia())
    }

    deinit {
        swaps.deallocate()
        coupling.deallocate()
        for memory in scratch { memory.deallocate() }
        inertia.deallocate()
    }
}
