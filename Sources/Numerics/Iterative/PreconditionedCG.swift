import COpenBLAS

/// Conjugate gradients with a preconditioner, for symmetric positive definite systems.
///
/// The preconditioner may be a factor in single precision, or of an earlier matrix. The flexible
/// (Polak–Ribière) form of β keeps convergence when it is symmetric only up to its round-off.
/// Convergence is confirmed on the true residual b − A x, never on the recursive one alone.
///
/// Source: Notay, *SIAM J. Sci. Comput.* 22 (2000) 1444–1460, doi:10.1137/S1064827599362314,
/// algorithm FCG(1).
public struct PreconditionedCG: Sendable {
    /// Stop when ‖b − A x‖₂ ≤ tolerance · ‖b‖₂ [1].
    public var tolerance: Double
    /// Give up after as many products with A.
    public var maxIterations: Int

    /// What a converged solve did.
    public struct Report: Sendable, Equatable {
        /// Relative residuals: of the initial guess, then after each iteration.
        public var residuals: [Double]
        /// Iterations made.
        public var iterations: Int { residuals.count - 1 }
    }

    /// A confirmed residual must fall at least by this factor between two confirmations; if not,
    /// round-off has been reached and further iterations are useless.
    private static let stagnation = 0.5

    /// - `tolerance`: relative residual; the smallest that double precision reaches on elasticity
    ///   is about 1e-13.
    public init(tolerance: Double, maxIterations: Int) {
        precondition(tolerance > 0 && maxIterations > 0)
        self.tolerance = tolerance
        self.maxIterations = maxIterations
    }

    /// Solves A x = b.
    ///
    /// - `x`: initial guess in, solution out (the last iterate when an error is thrown).
    ///
    /// - Throws: ``NumericsError/notConverged(solver:tolerance:residuals:)``,
    ///   ``NumericsError/notPositiveAlong(solver:iteration:curvature:)`` when A or the preconditioner
    ///   proves indefinite, ``NumericsError/notFinite(quantity:index:)`` (index = iteration), what
    ///   the preconditioner throws.
    @discardableResult
    public func solve(
        _ a: some LinearOperator, _ b: [Double], preconditioner: some Preconditioner,
        from x: inout [Double]
    ) throws(NumericsError) -> Report {
        for (quantity, found) in [
            ("right-hand side", b.count), ("initial guess", x.count),
            ("preconditioner", preconditioner.order),
        ] where found != a.order {
            throw .dimensionMismatch(quantity: quantity, expected: a.order, found: found)
        }
        _ = BLASThreads.single
        var work = CGWork(a.order)
        defer { work.deallocate() }
        return try b.withUnsafeBufferPointer { b throws(NumericsError) in
            try x.withUnsafeMutableBufferPointer { x throws(NumericsError) in
                try iterate(a, b, preconditioner, x, &work)
            }
        }
    }

    private func iterate(
        _ a: some LinearOperator, _ b: UnsafeBufferPointer<Double>,
        _ preconditioner: some Preconditioner, _ x: UnsafeMutableBufferPointer<Double>,
        _ w: inout CGWork
    ) throws(NumericsError) -> Report {
        let scale = CGWork.norm(b)
        guard scale.isFinite else { throw .notFinite(quantity: "right-hand side norm", index: 0) }
        guard scale > 0 else {
            x.update(repeating: 0)
            return Report(residuals: [0])
        }
        var confirmed = w.trueResidual(a, b, UnsafeBufferPointer(x)) / scale
        var residuals = [confirmed]
        var rho = 0.0
        while true {
            guard let residual = residuals.last, residual.isFinite else {
                throw .notFinite(quantity: "residual", index: residuals.count - 1)
            }
            if residual <= tolerance {
                if residuals.count == 1 { return Report(residuals: residuals) }
                let actual = w.trueResidual(a, b, UnsafeBufferPointer(x)) / scale
                residuals[residuals.count - 1] = actual
                if actual <= tolerance { return Report(residuals: residuals) }
                guard actual < Self.stagnation * confirmed else { throw failure(residuals) }
                confirmed = actual
                rho = 0
            }
            guard residuals.count <= maxIterations else { throw failure(residuals) }
            try preconditioner.applyInverse(w.residual, into: w.z)
            let rhoNext = CGWork.dot(w.residual, w.z)

            let beta = rho == 0 ? 0 : (rhoNext - CGWork.dot(w.previous, w.z)) / rho
            rho = rhoNext
            w.updateDirection(beta)
            a.apply(w.direction, into: w.product)
            let curvature = CGWork.dot(w.direction, w.product)
            for positive in [rho, curvature] where positive <= 0 {
                throw .notPositiveAlong(
                    solver: Self.name, iteration: residuals.count, curvature: positive)
            }
            w.step(CGWork.dot(w.direction, w.residual) / curvature, x)
            residuals.append(CGWork.norm(w.residual) / scale)
        }
    }

    private static let name = "preconditioned conjugate gradients"

    private func failure(_ residuals: [Double]) -> NumericsError {
        .notConverged(solver: Self.name, tolerance: tolerance, residuals: residuals)
    }
}
