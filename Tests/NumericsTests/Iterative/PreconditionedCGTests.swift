import Numerics
import Testing

@Suite struct PreconditionedCGTests {
    /// A diagonal operator: its eigenvalues are at hand.
    static func diagonal(_ values: [Double]) -> MatrixFreeOperator {
        MatrixFreeOperator(order: values.count) { x, y in
            for k in values.indices { y[k] = values[k] * x[k] }
        }
    }

    static func identity(_ order: Int) throws -> JacobiPreconditioner {
        try JacobiPreconditioner(diagonal: [Double](repeating: 1, count: order))
    }

    @Test(arguments: 1...5) func endsAfterAsManyIterationsAsDistinctEigenvalues(distinct: Int)
        throws
    {
        let a = Self.diagonal((0..<60).map { Double(1 + $0 % distinct) })
        let b = (0..<60).map { 1 + Double($0 % 7) }
        var x = [Double](repeating: 0, count: 60)
        let report = try PreconditionedCG(tolerance: 1e-12, maxIterations: 20).solve(
            a, b, preconditioner: Self.identity(60), from: &x)
        #expect(
            report.iterations == distinct, "\(report.iterations) iterations, expected \(distinct)")
    }

    /// Energy-norm bound 2 ((√κ−1)/(√κ+1))ᵏ, κ = 100.
    @Test func errorStaysBelowTheChebyshevBound() throws {
        let eigenvalues = (0..<200).map { 1 + 99 * Double($0) / 199 }
        let a = Self.diagonal(eigenvalues)
        let b = [Double](repeating: 1, count: 200)
        func energy(_ x: [Double]) -> Double {
            x.indices.reduce(0.0) {
                let e = x[$1] - 1 / eigenvalues[$1]
                return $0 + eigenvalues[$1] * e * e
            }.squareRoot()
        }
        let initial = energy([Double](repeating: 0, count: 200))
        for k in [5, 10, 20, 40] {
            var x = [Double](repeating: 0, count: 200)
            let error = #expect(throws: NumericsError.self) {
                try PreconditionedCG(tolerance: 1e-15, maxIterations: k).solve(
                    a, b, preconditioner: Self.identity(200), from: &x)
            }
            guard case .notConverged(_, let tolerance, let residuals) = error else {
                Issue.record("\(k) iterations: unexpected error \(String(describing: error))")
                continue
            }
            #expect(tolerance == 1e-15 && residuals.count == k + 1 && residuals[0] == 1)
            var bound = 2.0
            for _ in 0..<k { bound *= 9.0 / 11 }
            let observed = energy(x) / initial
            #expect(observed <= bound, "\(k) iterations: error \(observed), bound \(bound)")
        }
    }

    @Test func singlePrecisionFactorReachesTenDigits() throws {
        let matrix = try Elasticity(box: TetBox(5, 5, 4)).matrix()
        let factor = SparseCholesky<Float>(try SymbolicFactorization(pattern: matrix.pattern))
        try factor.factor(matrix)
        var random = SplitMix64(seed: 1)
        let b = (0..<matrix.order).map { _ in random.nextNormal() }
        var x = [Double](repeating: 0, count: matrix.order)
        let report = try PreconditionedCG(tolerance: 1e-10, maxIterations: 10).solve(
            matrix, b, preconditioner: factor, from: &x)
        #expect(report.iterations <= 4, "\(report.iterations) iterations, expected at most 4")
        let r = zip(matrix.applied(to: x), b).map { $0 - $1 }
        let relative = (r.reduce(0) { $0 + $1 * $1 } / b.reduce(0) { $0 + $1 * $1 }).squareRoot()
        #expect(relative <= 1e-10, "relative residual \(relative), expected at most 1e-10")
        #expect(abs(relative - report.residuals[report.iterations]) < 1e-12)
    }

    @Test func staleFactorStillConverges() throws {
        let elasticity = try Elasticity(box: TetBox(4, 4, 4))
        let old = elasticity.matrix()
        let new = elasticity.matrix { 1 + 0.3 * Double($0 % 5) / 4 }
        let factor = SparseCholesky<Float>(try SymbolicFactorization(pattern: old.pattern))
        try factor.factor(old)
        let b = (0..<new.order).map { Double($0 % 3) - 1 }
        var x = [Double](repeating: 0, count: new.order)
        let report = try PreconditionedCG(tolerance: 1e-8, maxIterations: 60).solve(
            new, b, preconditioner: factor, from: &x)
        // Spectrum of M⁻¹ A within 1 … 1.3: error falls by (√1.3−1)/(√1.3+1) = 0.066 an iteration.
        #expect(report.iterations <= 10, "\(report.iterations) iterations, expected at most 10")
    }

    @Test func goodGuessAndZeroRightHandSideNeedNoIteration() throws {
        let a = Self.diagonal([1, 2, 3])
        let cg = PreconditionedCG(tolerance: 1e-10, maxIterations: 10)
        var x = [1.0, 1, 1]
        let exact = try cg.solve(a, [1, 2, 3], preconditioner: Self.identity(3), from: &x)
        #expect(exact.residuals == [0] && exact.iterations == 0)
        let zero = try cg.solve(a, [0, 0, 0], preconditioner: Self.identity(3), from: &x)
        #expect(zero.iterations == 0 && x == [0, 0, 0])
    }

    @Test func indefiniteMatricesAndPreconditionersAreFound() throws {
        let cg = PreconditionedCG(tolerance: 1e-10, maxIterations: 10)
        var x = [0.0, 0, 0]
        #expect(
            throws: NumericsError.notPositiveAlong(
                solver: "preconditioned conjugate gradients", iteration: 1, curvature: -2)
        ) {
            try cg.solve(
                Self.diagonal([1, -4, 1]), [1, 1, 1], preconditioner: Self.identity(3), from: &x)
        }
        #expect(throws: NumericsError.notPositiveDefinite(node: 1, component: 0, pivot: -4)) {
            try JacobiPreconditioner(diagonal: [1, -4, 1])
        }
    }

    @Test func unreachableToleranceIsReportedNotIgnored() throws {
        let matrix = try Elasticity(box: TetBox(2, 2, 2)).matrix()
        let factor = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try factor.factor(matrix)
        let b = (0..<matrix.order).map { Double($0 % 5) - 2 }
        var x = [Double](repeating: 0, count: matrix.order)
        let error = #expect(throws: NumericsError.self) {
            try PreconditionedCG(tolerance: 1e-18, maxIterations: 200).solve(
                matrix, b, preconditioner: factor, from: &x)
        }
        guard case .notConverged(_, _, let residuals) = error else {
            Issue.record("unexpected error \(String(describing: error))")
            return
        }
        #expect(residuals[residuals.count - 1] < 1e-10)
        #expect(residuals.count < 100, "stagnation found after \(residuals.count) iterations")
    }

    @Test func nonFiniteResidualStopsAtItsIteration() throws {
        let a = MatrixFreeOperator(order: 2) { x, y in
            y[0] = x[0]
            y[1] = x[1] == 0 ? 0 : .nan
        }
        var x = [0.0, 0]
        #expect(throws: NumericsError.notFinite(quantity: "residual", index: 1)) {
            try PreconditionedCG(tolerance: 1e-10, maxIterations: 10).solve(
                a, [1, 1], preconditioner: Self.identity(2), from: &x)
        }
    }

    @Test func unfactoredPreconditionerIsRefused() throws {
        let matrix = try Elasticity(box: TetBox(1, 1, 1)).matrix()
        let factor = SparseCholesky<Float>(try SymbolicFactorization(pattern: matrix.pattern))
        var x = [Double](repeating: 0, count: matrix.order)
        let b = [Double](repeating: 1, count: matrix.order)
        #expect(throws: NumericsError.notFactored) {
            try PreconditionedCG(tolerance: 1e-8, maxIterations: 9).solve(
                matrix, b, preconditioner: factor, from: &x)
        }
    }
}
