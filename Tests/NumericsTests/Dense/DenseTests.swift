import Numerics
import Testing

@Suite struct DenseTests {
    @Test(arguments: [1, 2, 7, 60]) func luSolvesRandomSystems(order: Int) throws {
        var random = SplitMix64(seed: UInt64(order))
        let a = (0..<order * order).map { _ in random.nextNormal() }
        let exact = (0..<order).map { _ in random.nextNormal() }
        let b = (0..<order).map { i in
            (0..<order).reduce(0.0) { $0 + a[i * order + $1] * exact[$1] }
        }
        let lu = try DenseLU(a, order: order)
        let error = zip(try lu.solve(b), exact).map { abs($0 - $1) }.max()!
        let allowed = 1e-14 / lu.reciprocalCondition
        #expect(error < allowed, "error \(error), allowed \(allowed)")
    }

    @Test func luKnowsItsCondition() throws {
        let lu = try DenseLU([1, 0, 0, 1e-6], order: 2)
        #expect(abs(lu.reciprocalCondition - 1e-6) < 1e-18)
        #expect(throws: NumericsError.singular(order: 2, reciprocalCondition: 0)) {
            try DenseLU([1, 2, 2, 4], order: 2)
        }
        do {
            _ = try DenseLU([1, 1, 1, 1 + 1e-16, 1, 2, 3, 1, 4], order: 3)
            _ = try DenseLU([1, 2, 3, 4, 5, 6, 7, 8, 9], order: 3)
            Issue.record("a singular matrix was factored")
        } catch NumericsError.singular(let order, let reciprocal) {
            #expect(order == 3 && reciprocal < DenseLU.singularityThreshold)
        }
        #expect(throws: NumericsError.notFinite(quantity: "dense matrix", index: 2)) {
            try DenseLU([1, 2, .infinity, 4], order: 2)
        }
        #expect(
            throws: NumericsError.dimensionMismatch(
                quantity: "dense matrix", expected: 9, found: 4)
        ) { try DenseLU([1, 2, 3, 4], order: 3) }
    }

    @Test func eigenvectorsDiagonaliseRandomMatrices() throws {
        var random = SplitMix64(seed: 17)
        for _ in 0..<200 {
            func vector() -> Vec3 {
                Vec3(random.nextNormal(), random.nextNormal(), random.nextNormal())
            }
            let m = Mat3(rows: vector(), vector(), vector())
            let a = m + m.transpose
            let eigen = try SymmetricEigen3(a)
            check(a, eigen, tolerance: 1e-14)
            #expect(eigen.values.x <= eigen.values.y && eigen.values.y <= eigen.values.z)
        }
    }

    /// Repeated and nearly repeated values, of very different size, rotated.
    @Test(arguments: [
        Vec3(2, 2, 2), Vec3(1, 1, 5), Vec3(-3, 4, 4), Vec3(1, 1 + 1e-12, 2), Vec3(0, 0, 0),
        Vec3(0, 0, 7), Vec3(1e-12, 1, 1e6),
    ])
    func repeatedEigenvaluesAreExact(values: Vec3) throws {
        let r = try SymmetricEigen3(
            Mat3(rows: Vec3(1, 0.3, -0.4), Vec3(0.3, -2, 0.9), Vec3(-0.4, 0.9, 0.5))
        ).vectors
        let a =
            r
            * Mat3(
                rows: Vec3(values.x, 0, 0), Vec3(0, values.y, 0), Vec3(0, 0, values.z))
            * r.transpose
        let eigen = try SymmetricEigen3(a)
        let scale = max(abs(values.x), abs(values.y), abs(values.z), 1)
        #expect((eigen.values - values).norm < 1e-14 * scale, "\(eigen.values) for \(values)")
        check(a, eigen, tolerance: 1e-14 * scale)
    }

    private func check(_ a: Mat3, _ eigen: SymmetricEigen3, tolerance: Double) {
        let v = eigen.vectors
        let pairs = [
            (eigen.values.x, v.column0), (eigen.values.y, v.column1), (eigen.values.z, v.column2),
        ]
        for (value, vector) in pairs {
            let residual = (a * vector - value * vector).norm
            #expect(residual < 5 * tolerance, "residual \(residual) for \(value)")
            #expect(abs(vector.norm - 1) < 1e-14)
        }
        #expect(abs(v.determinant - 1) < 1e-14, "determinant \(v.determinant), expected 1")
    }

    /// Fit of a parabola, against the normal equations solved by hand.
    @Test func leastSquaresFitsAParabola() throws {
        let t = (-2...2).map(Double.init)
        let matrix = t.flatMap { (t: Double) -> [Double] in [1, t, t * t] }
        let fit = try LeastSquares(matrix, columns: 3, [1, 0, 2, 0, 1])
        // Moments by hand: Σy = 4, Σt²y = 8 give 5a + 10c = 4 and 10a + 34c = 8.
        let expected = [0.8, 0, 0.0]
        let error = zip(fit.solution, expected).map { abs($0 - $1) }.max()!
        #expect(error < 1e-14, "\(fit.solution), expected \(expected)")
        #expect(abs(fit.residualNorm - 2.8.squareRoot()) < 1e-14)
        #expect(throws: NumericsError.self) {
            try LeastSquares([1, 2, 2, 4, 3, 6], columns: 2, [1, 1, 1])
        }
    }
}
