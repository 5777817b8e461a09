import Numerics
import Testing

/// Factors of matrices that are not positive definite.
@Suite struct SparseIndefiniteTests {
    /// Random pattern and values of both signs, with a diagonal that dominates nowhere.
    private func randomMatrix(
        nodes: Int, blockSize: Int, elements: Int, seed: UInt64
    ) throws -> SymmetricBlockMatrix {
        var matrix = try SparseCholeskyTests.randomMatrix(
            nodes: nodes, blockSize: blockSize, elements: elements, seed: seed)
        var random = SplitMix64(seed: seed + 1)
        for node in 0..<nodes {
            let d = matrix.pattern.diagonalPosition(node) * blockSize * blockSize
            for i in 0..<blockSize {
                matrix.values[d + i * (blockSize + 1)] = random.nextDouble(in: -1...1)
            }
        }
        return matrix
    }

    /// [K Bᵀ; B 0] on nodes of two unknowns, one of K and one of the constraint: every second diagonal
    /// entry is zero.
    private func saddle(nodes: Int, seed: UInt64) throws -> SymmetricBlockMatrix {
        var random = SplitMix64(seed: seed)
        let members = (0..<nodes - 1).flatMap { [Int32($0), Int32($0 + 1)] }
        let pattern = try NodeBlockPattern(
            nodeCount: nodes, blockSize: 2,
            families: [ElementConnectivity(nodes: members, nodesPerElement: 2)])
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        for row in 0..<nodes {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                let isDiagonal = Int(pattern.column[p]) == row
                let coupling = random.nextDouble(in: 0.5...1)
                matrix.values[4 * p] = isDiagonal ? 4 : -1
                matrix.values[4 * p + 1] = isDiagonal ? coupling : random.nextDouble(in: -0.2...0.2)
                matrix.values[4 * p + 2] = isDiagonal ? coupling : random.nextDouble(in: -0.2...0.2)
            }
        }
        return matrix
    }

    /// Elasticity with its whole spectrum lowered: shifted like a stiffness with inertia of negative sign.
    private func lowered(_ box: TetBox, by shift: Double) throws -> SymmetricBlockMatrix {
        var matrix = try Elasticity(box: box).matrix()
        for node in 0..<matrix.pattern.nodeCount {
            let d = 9 * matrix.pattern.diagonalPosition(node)
            for i in 0..<3 { matrix.values[d + 4 * i] -= shift }
        }
        return matrix
    }

    private func inertia(_ matrix: SymmetricBlockMatrix) -> (positive: Int, negative: Int) {
        let values = denseEigenvalues(SparseCholeskyTests.dense(matrix), order: matrix.order)
        return (values.count { $0 > 0 }, values.count { $0 < 0 })
    }

    /// Factor, inertia against eigenvalues, and refined solution.
    private func check<Scalar: FactorScalar>(
        _ matrix: SymmetricBlockMatrix, as type: Scalar.Type, tolerance: Double = 1e-12
    ) throws {
        let factor = SparseCholesky<Scalar>(try SymbolicFactorization(pattern: matrix.pattern))
        try factor.factorIndefinite(matrix)
        let expected = inertia(matrix)
        #expect(factor.isIndefinite && factor.inertia.perturbed == 0)
        #expect(factor.inertia.positive == expected.positive)
        #expect(factor.inertia.negative == expected.negative)
        var random = SplitMix64(seed: 5)
        var x = (0..<matrix.order).map { _ in random.nextNormal() }
        let norms = try factor.solve(&x, refinedBy: matrix, steps: 20)
        #expect(
            norms[norms.count - 1] < tolerance,
            "relative residuals \(norms), expected below \(tolerance)")
    }

    @Test(arguments: [(1, 1, 0), (7, 3, 4), (40, 1, 30), (40, 2, 60), (60, 3, 40), (90, 3, 200)])
    func randomMatricesAreSolvedAndTheirSignsCounted(
        nodes: Int, blockSize: Int, elements: Int
    ) throws {
        for seed in UInt64(1)...5 {
            let matrix = try randomMatrix(
                nodes: nodes, blockSize: blockSize, elements: elements, seed: 100 * seed)
            try check(matrix, as: Double.self)
        }
    }

    @Test(arguments: [2, 9, 60, 150]) func saddlesAreSolvedAndTheirSignsCounted(nodes: Int) throws {
        let matrix = try saddle(nodes: nodes, seed: UInt64(nodes))
        try check(matrix, as: Double.self)
        try check(matrix, as: Float.self)
    }

    @Test(arguments: [0.0, 0.02, 0.1, 0.4])
    func loweredElasticityHasTheSignsOfItsEigenvalues(shift: Double) throws {
        // 7 × 5 × 5 nodes: fronts of several tiles' columns would need more, see below.
        let matrix = try lowered(TetBox(3, 2, 2), by: shift)
        try check(matrix, as: Double.self)
        try check(matrix, as: Float.self)
    }

    /// One dense front of three tiles, so that interchanges reach columns of earlier tiles.
    @Test func denseMatricesOfSeveralTilesAreSolved() throws {
        let nodes = 110
        let pattern = try NodeBlockPattern(
            nodeCount: nodes, blockSize: 3,
            families: [
                ElementConnectivity(nodes: (0..<Int32(nodes)).map { $0 }, nodesPerElement: nodes)
            ])
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        var random = SplitMix64(seed: 77)
        for k in matrix.values.indices { matrix.values[k] = random.nextDouble(in: -1...1) }
        for node in 0..<nodes {
            let d = 9 * pattern.diagonalPosition(node)
            for i in 0..<3 {
                for j in 0..<i { matrix.values[d + 3 * i + j] = matrix.values[d + 3 * j + i] }
            }
        }
        try check(matrix, as: Double.self)
    }

    @Test func positiveDefiniteMatricesHaveNoNegativePivot() throws {
        let matrix = try Elasticity(box: TetBox(3, 3, 2)).matrix()
        let symbolic = try SymbolicFactorization(pattern: matrix.pattern)
        let factor = SparseCholesky<Double>(symbolic)
        try factor.factor(matrix)
        #expect(!factor.isIndefinite)
        let b = (0..<2 * matrix.order).map { Double($0 % 7) - 3 }
        var (x, y) = (b, b)
        try factor.solve(&x, count: 2)
        try factor.factorIndefinite(matrix)
        #expect(factor.inertia.positive == matrix.order && factor.inertia.negative == 0)
        try factor.solve(&y, count: 2)
        let scale = x.map(abs).max()!
        let difference = zip(x, y).map { abs($0 - $1) }.max()! / scale
        #expect(difference < 1e-11, "difference \(difference), expected below 1e-11")
        // And back: the same memory holds either factor.
        var z = b
        try factor.factor(matrix)
        try factor.solve(&z, count: 2)
        #expect(z == x)
    }

    @Test(arguments: [1, 2, 5]) func threadsDoNotChangeABit(bins: Int) throws {
        let matrix = try lowered(TetBox(6, 6, 6), by: 0.1)
        let symbolic = try SymbolicFactorization(pattern: matrix.pattern, binCount: bins)
        var solutions: [[Double]] = []
        var signs: [FactorInertia] = []
        for isParallel in [false, true, true] {
            let factor = SparseCholesky<Double>(symbolic, isParallel: isParallel)
            try factor.factorIndefinite(matrix)
            var x = (0..<2 * matrix.order).map { Double($0 % 11) - 5 }
            try factor.solve(&x, count: 2)
            solutions.append(x)
            signs.append(factor.inertia)
        }
        #expect(solutions[0] == solutions[1] && solutions[0] == solutions[2])
        #expect(signs[0] == signs[1] && signs[0] == signs[2] && signs[0].negative > 0)
    }

    /// A singular matrix: the free body. Its six rigid motions leave pivots of round-off.
    @Test func tinyPivotsAreReplacedAndCounted() throws {
        var elasticity = try Elasticity(box: TetBox(2, 2, 2))
        elasticity.spring = 0
        let matrix = elasticity.matrix()
        let factor = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try factor.factorIndefinite(matrix)
        #expect(factor.inertia.perturbed == 6, "\(factor.inertia)")
        // A load in the range of the matrix is still solved.
        let exact = (0..<matrix.order).map { Double($0 % 5) - 2 }
        var x = matrix.applied(to: exact)
        let norms = try factor.solve(&x, refinedBy: matrix, steps: 10)
        #expect(norms[norms.count - 1] < 1e-10, "relative residuals \(norms)")
    }

    @Test func nonFiniteNumbersAreCaught() throws {
        var matrix = try Elasticity(box: TetBox(2, 2, 1)).matrix()
        let factor = SparseCholesky<Float>(try SymbolicFactorization(pattern: matrix.pattern))
        for bad in [Double.nan, .infinity] {
            matrix.values[100] = bad
            #expect(throws: NumericsError.notFinite(quantity: "matrix value", index: 100)) {
                try factor.factorIndefinite(matrix)
            }
            var x = [Double](repeating: 1, count: matrix.order)
            #expect(throws: NumericsError.notFactored) { try factor.solve(&x) }
        }
    }
}
