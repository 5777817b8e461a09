/// Multifrontal Cholesky factorisation A = L Lᵀ of a symmetric positive definite block matrix.
///
/// Fronts of the elimination tree are small dense matrices: each takes in its columns of A and the
/// update matrices of its children, is factored with LAPACK and BLAS, and leaves its own update to
/// its parent. In `Float` a factorisation takes about half the time and memory, and serves as a
/// preconditioner (``PreconditionedCG``) that gives full accuracy in a few iterations. Matrices that are
/// not positive definite have ``factorIndefinite(_:)``, for a fifth more time.
///
/// All memory is allocated by the initialiser; factoring and solving allocate nothing. The same
/// matrix gives the same bits whether ``isParallel`` is set or not. Not safe for use from several
/// threads at once.
///
/// Source: Duff, Reid, *ACM Trans. Math. Softw.* 9 (1983) 302–325, doi:10.1145/356044.356047;
/// Liu, *SIAM Review* 34 (1992) 82–109, doi:10.1137/1034004.
public final class SparseCholesky<Scalar: FactorScalar> {
    /// The analysis this factorisation follows.
    public let symbolic: SymbolicFactorization
    /// Whether to use all cores; results do not depend on it.
    public var isParallel: Bool
    /// Whether there is a factor to solve with.
    public internal(set) var isFactored = false
    /// Whether the present factor is L D Lᵀ of ``factorIndefinite(_:)``.
    public internal(set) var isIndefinite = false
    /// Signs of the pivots of the last ``factorIndefinite(_:)``.
    public internal(set) var inertia = FactorInertia()

    let plan: FrontPlan
    let blockSize: Int
    let factor: UnsafeMutablePointer<Scalar>
    let workspace: UnsafeMutablePointer<Scalar>
    let solution: SolveWorkspace<Scalar>
    let pivots: IndefinitePivots<Scalar>
    private let failures: UnsafeMutableBufferPointer<PivotFailure?>

    /// Allocates memory for factors of matrices with the analysed pattern.
    public init(_ symbolic: SymbolicFactorization, isParallel: Bool = true) {
        _ = BLASThreads.single
        self.symbolic = symbolic
        self.isParallel = isParallel
        plan = symbolic.plan
        blockSize = symbolic.pattern.blockSize
        factor = FrontKernels.zeros(plan.panelSize)
        workspace = FrontKernels.zeros(plan.workspaceSize)
        solution = SolveWorkspace(
            plan: plan, blockSize: blockSize, order: symbolic.eliminationOrder)
        pivots = IndefinitePivots(plan: plan, blockSize: blockSize, unknowns: solution.order)
        failures = .allocate(capacity: plan.binCount)
        failures.initialize(repeating: nil)
    }

    deinit {
        factor.deallocate()
        workspace.deallocate()
        failures.deallocate()
    }

    /// Factors A + σ diag |A|.
    ///
    /// - `matrix`: on the analysed pattern.
    /// - `shift`: σ [1], zero for A itself. A small positive one makes a slightly indefinite matrix
    ///   factorable, for use as a preconditioner.
    ///
    /// - Throws: ``NumericsError/notPositiveDefinite(node:component:pivot:)`` where a pivot is ≤ 0,
    ///   ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``. There is no factor then.
    public func factor(
        _ matrix: SymmetricBlockMatrix, shift: Double = 0
    ) throws(NumericsError) {
        try factor(matrix, .cholesky(shift: Scalar(shift)))
    }

    /// Which factorisation the fronts make.
    enum Kind: Sendable {
        /// L Lᵀ of A + σ diag |A|.
        case cholesky(shift: Scalar)
        /// L D Lᵀ of a matrix whose largest entry has this magnitude.
        case indefinite(largest: Scalar)
    }

    func factor(_ matrix: SymmetricBlockMatrix, _ kind: Kind) throws(NumericsError) {
        let expected = symbolic.pattern.blockCount * blockSize * blockSize
        guard matrix.values.count == expected else {
            throw .dimensionMismatch(
                quantity: "matrix", expected: expected, found: matrix.values.count)
        }
        isFactored = false
        let failure = matrix.values.withUnsafeBufferPointer { values -> PivotFailure? in
            guard let values = values.baseAddress else { return nil }
            return factor(values, kind)
        }
        if let failure { throw error(failure, matrix) }
        if case .indefinite = kind { isIndefinite = true } else { isIndefinite = false }
        isFactored = true
    }

    private func factor(_ values: UnsafePointer<Double>, _ kind: Kind) -> PivotFailure? {
        nonisolated(unsafe) let this = self
        nonisolated(unsafe) let values = values
        Team.forEach(plan.binCount, parallel: isParallel) { bin in
            this.failures[bin] = this.factor(bin, values, kind, parallel: false)
        }
        for failure in failures { if let failure { return failure } }
        return factor(plan.binCount, values, kind, parallel: isParallel)
    }

    /// The fronts of a bin, or of the top.
    private func factor(
        _ bin: Int, _ values: UnsafePointer<Double>, _ kind: Kind, parallel: Bool
    ) -> PivotFailure? {
        pivots.inertia[bin] = FactorInertia()
        for f in plan.fronts(ofBin: bin) {
            let front = plan.fronts[f]
            let shift: Scalar = if case .cholesky(let shift) = kind { shift } else { 0 }
            assemble(front, values, shift)
            let column =
                switch kind {
                case .cholesky: dense(front).factor(parallel: parallel)
                case .indefinite(let largest):
                    indefinite(front, bin, floor: floor(front, values, largest))
                        .factor(parallel: parallel, &pivots.inertia[bin])
                }
            if let column {
                let height = (front.width + front.rows.count) * blockSize
                let pivot = factor[front.panel + column * (height + 1)]
                return PivotFailure(
                    unknown: front.firstColumn * blockSize + column, pivot: Double(pivot))
            }
            extendAdd(front, toColumns: false)
        }
        return nil
    }

    private func dense(_ front: Front) -> DenseFront<Scalar> {
        DenseFront(
            panel: factor + front.panel, update: workspace + front.update,
            columns: front.width * blockSize, rows: front.rows.count * blockSize)
    }

    /// The matrix columns of a front plus the updates of its children to them.
    private func assemble(
        _ front: Front, _ values: UnsafePointer<Double>, _ shift: Scalar
    ) {
        let height = (front.width + front.rows.count) * blockSize
        let columns = front.width * blockSize
        let panel = factor + front.panel
        FrontKernels.clear(panel, count: height * columns)
        plan.entries.withUnsafeBufferPointer { entries in
            FrontKernels.load(
                UnsafeBufferPointer(rebasing: entries[front.entries]), of: values,
                blockSize: blockSize, into: factor, height: height)
        }
        if shift != 0 {
            FrontKernels.shift(panel, columns: columns, height: height, by: shift)
        }
        extendAdd(front, toColumns: true)
    }

    /// Adds the children's updates to the columns of a front, or to its own update matrix.
    ///
    /// The columns come before, the update matrix after the dense factorisation, which overwrites it.
    private func extendAdd(_ front: Front, toColumns: Bool) {
        let height = (front.width + (toColumns ? front.rows.count : 0)) * blockSize
        for c in front.children {
            let child = plan.fronts[Int(plan.children[c])]
            plan.runs.withUnsafeBufferPointer { runs in
                let runs = UnsafeBufferPointer(rebasing: runs[child.runs])
                let split = runs.firstIndex { $0.parent >= front.width } ?? runs.count
                let side = front.rows.count * blockSize
                FrontKernels.extendAdd(
                    workspace + child.update, side: child.rows.count * blockSize, runs: runs,
                    columnRuns: toColumns ? 0..<split : split..<runs.count, blockSize: blockSize,
                    into: toColumns
                        ? factor + front.panel
                        : workspace + front.update - front.width * blockSize,
                    firstColumn: toColumns ? 0 : front.width, height: toColumns ? height : side)
            }
        }
    }

    private func error(_ failure: PivotFailure, _ matrix: SymmetricBlockMatrix) -> NumericsError {
        if let index = matrix.values.firstIndex(where: { !$0.isFinite }) {
            return .notFinite(quantity: "matrix value", index: index)
        }
        let node = Int(symbolic.eliminationOrder[failure.unknown / blockSize])
        guard failure.pivot.isFinite else {
            return .notFinite(quantity: "pivot of node", index: node)
        }
        return .notPositiveDefinite(
            node: node, component: failure.unknown % blockSize, pivot: failure.pivot)
    }
}

/// Where, in elimination order, and with what value a factorisation stopped.
struct PivotFailure: Sendable {
    var unknown: Int
    var pivot: Double
}
