/// Matrices that are not positive definite.
extension SparseCholesky {
    /// Factors an indefinite matrix, P A Pᵀ = L D Lᵀ.
    ///
    /// Pivots of order one and two are sought inside the dense diagonal tiles of the fronts, so that the
    /// analysis for positive definite matrices serves. Where all candidates are tiny beside the largest
    /// entry of the front's columns of A, the pivot is replaced by one of ``FactorScalar/pivotFloor`` times
    /// that entry and counted in ``inertia``: solutions are then those of a nearby matrix. Refine them, see
    /// ``solve(_:refinedBy:steps:)``, or use the factor as a preconditioner.
    ///
    /// Allocates nothing; the same bits on any number of threads.
    ///
    /// - `matrix`: on the analysed pattern.
    /// - Throws: ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``. There is no factor then.
    ///
    /// Source: Schenk, Gärtner, *Electron. Trans. Numer. Anal.* 23 (2006) 158–179 (restricted pivoting and
    /// perturbation; relative to the front, not to the whole matrix, and without their weighted matching).
    public func factorIndefinite(_ matrix: SymmetricBlockMatrix) throws(NumericsError) {
        let largest = matrix.values.withUnsafeBufferPointer { values in
            values.reduce(0.0) { max($0, $1.magnitude) }
        }
        try factor(matrix, .indefinite(largest: Scalar(largest)))
        inertia = FactorInertia()
        for part in pivots.inertia { inertia.add(part) }
    }

    /// Replaces a right-hand side by a solution of A x = b, refined by its residuals in double precision.
    ///
    /// - `matrix`: A.
    /// - `steps`: corrections at most; the last one is not taken when it does not lower the residual.
    /// - Returns: ‖b − A x‖₂ / ‖b‖₂ of the first solution and after each step.
    /// - Throws: as ``solve(_:count:)``.
    @discardableResult
    public func solve(
        _ b: inout [Double], refinedBy matrix: SymmetricBlockMatrix, steps: Int
    ) throws(NumericsError) -> [Double] {
        func residual(_ x: [Double], of b: [Double]) -> (vector: [Double], norm: Double) {
            let r = zip(b, matrix.applied(to: x)).map { $0 - $1 }
            let square = b.reduce(0) { $0 + $1 * $1 }
            return (r, square > 0 ? (r.reduce(0) { $0 + $1 * $1 } / square).squareRoot() : 0)
        }
        var x = b
        try solve(&x)
        var (r, norm) = residual(x, of: b)
        var norms = [norm]
        for _ in 0..<steps where norm > 0 {
            try solve(&r)
            let next = zip(x, r).map { $0 + $1 }
            let (nextResidual, nextNorm) = residual(next, of: b)
            guard nextNorm < norm else { break }
            (x, r, norm) = (next, nextResidual, nextNorm)
            norms.append(norm)
        }
        b = x
        return norms
    }

    /// Least magnitude of a front's pivots.
    ///
    /// Of the front and not of the matrix, since the scales of elements may differ by many orders.
    func floor(_ front: Front, _ values: UnsafePointer<Double>, _ largest: Scalar) -> Scalar {
        let own = plan.entries.withUnsafeBufferPointer { entries in
            FrontKernels<Scalar>.largest(
                UnsafeBufferPointer(rebasing: entries[front.entries]), of: values,
                blockSize: blockSize)
        }
        return Scalar.pivotFloor * max(own, Scalar.pivotFloor * largest)
    }

    func indefinite(_ front: Front, _ bin: Int, floor: Scalar) -> IndefiniteFront<Scalar> {
        let first = front.firstColumn * blockSize
        return IndefiniteFront(
            panel: factor + front.panel, update: workspace + front.update,
            columns: front.width * blockSize, rows: front.rows.count * blockSize,
            swaps: pivots.swaps + first, coupling: pivots.coupling + first,
            scratch: pivots.scratch[bin < plan.binCount ? bin : 0], floor: floor)
    }

    /// Brings a front's own unknowns into the order of its pivots, or back.
    func interchange(_ front: Front, _ count: Int, isBack: Bool) {
        let first = front.firstColumn * blockSize
        for v in 0..<count {
            FrontKernels.interchange(
                solution.x + v * solution.order + first, pivots.swaps + first,
                count: front.width * blockSize, isBack: isBack)
        }
    }

    /// x ← D⁻¹ x for a front's own unknowns.
    func divide(_ front: Front, _ count: Int) {
        let first = front.firstColumn * blockSize
        for v in 0..<count {
            FrontKernels.divide(
                vector: solution.x + v * solution.order + first, by: factor + front.panel,
                pivots.coupling + first, count: front.width * blockSize,
                height: (front.width + front.rows.count) * blockSize)
        }
    }
}
