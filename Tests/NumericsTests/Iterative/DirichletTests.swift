import Numerics
import Testing

@Suite struct DirichletTests {
    /// Seven-point Laplacian on a lattice; harmonic polynomials of degree 2 are exact solutions.
    @Test(arguments: [12, 37]) func laplaceProblemWithFixedFacesIsExact(side n: Int) throws {
        var edges: [Int32] = []
        for k in 0..<n * n * n {
            if k % n + 1 < n { edges += [Int32(k), Int32(k + 1)] }
            if k / n % n + 1 < n { edges += [Int32(k), Int32(k + n)] }
            if k / (n * n) + 1 < n { edges += [Int32(k), Int32(k + n * n)] }
        }
        var a = CSRMatrix(pattern: edges, perCell: 2, rows: n * n * n)
        for row in 0..<a.rows {
            for k in Int(a.rowStart[row])..<Int(a.rowStart[row + 1]) {
                a.value[k] = Int(a.column[k]) == row ? 6 : -1
            }
        }
        let exact = (0..<a.rows).map { (k: Int) -> Double in
            let x = Double(k % n) / Double(n)
            let y = Double(k / n % n) / Double(n)
            let z = Double(k / (n * n)) / Double(n)
            return x * x - y * y + 2 * x * z - 1
        }
        let isFixed = (0..<a.rows).map { k in
            [k % n, k / n % n, k / (n * n)].contains { $0 == 0 || $0 == n - 1 }
        }
        var b = [Double](repeating: 0, count: a.rows)
        a.fix(isFixed, to: exact, rightHandSide: &b)
        for row in 0..<a.rows {
            for k in Int(a.rowStart[row])..<Int(a.rowStart[row + 1]) where a.value[k] != 0 {
                #expect(a.value[a.position(Int(a.column[k]), row)!] == a.value[k])
            }
        }
        var x = [Double](repeating: 0, count: a.rows)
        let report = try PreconditionedCG(tolerance: 1e-12, maxIterations: 500).solve(
            a, b, preconditioner: JacobiPreconditioner(diagonal: a.diagonal()), from: &x)
        let error = zip(x, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-9, "\(report.iterations) iterations, error \(error), expected < 1e-9")
    }

    @Test func parallelProductHasTheBitsOfTheSerialOne() {
        let n: Int32 = 30000
        let cells = (0..<n - 2).flatMap { [$0, $0 + 1, $0 + 2] }
        var a = CSRMatrix(pattern: cells, perCell: 3, rows: Int(n))
        var random = SplitMix64(seed: 2)
        for k in a.value.indices { a.value[k] = random.nextNormal() }
        let x = (0..<n).map { _ in random.nextNormal() }
        var serial = x
        a.multiply(x, into: &serial)
        #expect(a.applied(to: x) == serial)
    }

    @Test func blockMatrixTakesPrescribedValues() throws {
        let elasticity = try Elasticity(box: TetBox(2, 2, 2))
        var matrix = elasticity.matrix()
        var random = SplitMix64(seed: 4)
        let exact = (0..<matrix.order).map { _ in random.nextNormal() }
        var b = matrix.applied(to: exact)
        let isFixed = (0..<matrix.order).map { $0 % 5 == 0 }
        matrix.fix(isFixed, to: exact, rightHandSide: &b)
        let factor = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try factor.factor(matrix)
        try factor.solve(&b)
        let error = zip(b, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-11, "largest error \(error), expected below 1e-11")
    }
}
