import Numerics
import Testing

@Suite struct SparseCholeskyTests {
    /// Random pattern, random values, made dominant; several disconnected pieces for sparse ones.
    static func randomMatrix(
        nodes: Int, blockSize: Int, elements: Int, seed: UInt64
    ) throws -> SymmetricBlockMatrix {
        var random = SplitMix64(seed: seed)
        let members = (0..<3 * elements).map { _ in Int32(random.next() % UInt64(nodes)) }
        let pattern = try NodeBlockPattern(
            nodeCount: nodes, blockSize: blockSize,
            families: [ElementConnectivity(nodes: members, nodesPerElement: 3)])
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        for k in matrix.values.indices { matrix.values[k] = random.nextDouble(in: -1...1) }
        for node in 0..<nodes {
            let d = pattern.diagonalPosition(node) * blockSize * blockSize
            for i in 0..<blockSize {
                for j in 0..<i {
                    matrix.values[d + i * blockSize + j] = matrix.values[d + j * blockSize + i]
                }
                matrix.values[d + i * (blockSize + 1)] = Double(
                    6 * elements * blockSize / nodes + 8)
            }
        }
        return matrix
    }

    static func dense(_ matrix: SymmetricBlockMatrix) -> [Double] {
        (0..<matrix.order * matrix.order).map {
            matrix.value(row: $0 / matrix.order, column: $0 % matrix.order)
        }
    }

    /// ‖A x − b‖∞ / (‖A‖ ‖x‖∞) with the largest diagonal entry for ‖A‖.
    static func residual(_ matrix: SymmetricBlockMatrix, _ x: [Double], _ b: [Double]) -> Double {
        let r = zip(matrix.applied(to: x), b).map { abs($0 - $1) }.max()!
        return r / (matrix.diagonal().max()! * x.map(abs).max()!)
    }

    @Test(arguments: [(1, 1, 0), (7, 3, 4), (40, 1, 30), (40, 2, 60), (60, 3, 40), (90, 3, 200)])
    func agreesWithDenseLU(nodes: Int, blockSize: Int, elements: Int) throws {
        let matrix = try Self.randomMatrix(
            nodes: nodes, blockSize: blockSize, elements: elements, seed: UInt64(nodes))
        let b = (0..<matrix.order).map { Double($0 % 7) - 3 }
        let expected = try DenseLU(Self.dense(matrix), order: matrix.order).solve(b)
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try cholesky.factor(matrix)
        var x = b
        try cholesky.solve(&x)
        let error = zip(x, expected).map { abs($0 - $1) }.max()!
        #expect(error < 1e-13, "largest difference \(error), expected below 1e-13")
    }

    @Test(arguments: [(2, 2, 2), (5, 4, 3)])
    func solvesElasticityWithSmallResidual(size: (Int, Int, Int)) throws {
        let matrix = try Elasticity(box: TetBox(size.0, size.1, size.2)).matrix()
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try cholesky.factor(matrix)
        var random = SplitMix64(seed: 3)
        let b = (0..<matrix.order).map { _ in random.nextNormal() }
        var x = b
        try cholesky.solve(&x)
        let residual = Self.residual(matrix, x, b)
        #expect(residual < 1e-14, "relative residual \(residual), expected below 1e-14")
    }

    /// A Laplacian with one unknown a node and a solution chosen beforehand.
    @Test func solvesScalarLaplacian() throws {
        let box = TetBox(6, 6, 6)
        let pattern = try box.pattern(blockSize: 1)
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        for row in 0..<pattern.nodeCount {
            let diagonal = pattern.diagonalPosition(row)
            for p in Int(pattern.rowStart[row])..<diagonal {
                matrix.values[p] = -1
                matrix.values[diagonal] += 1
                matrix.values[pattern.diagonalPosition(Int(pattern.column[p]))] += 1
            }
        }
        for node in box.bottom { matrix.values[pattern.diagonalPosition(node)] += 1 }
        let exact = box.points.map { $0.x - 2 * $0.y + $0.z * $0.z }
        var x = matrix.applied(to: exact)
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: pattern))
        try cholesky.factor(matrix)
        try cholesky.solve(&x)
        let error = zip(x, exact).map { abs($0 - $1) }.max()!
        #expect(error < 1e-9, "largest error \(error), expected below 1e-9")
    }

    @Test func severalRightHandSidesAreSolvedTogether() throws {
        let matrix = try Elasticity(box: TetBox(3, 3, 2)).matrix()
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try cholesky.factor(matrix)
        let count = 11
        let n = matrix.order
        var random = SplitMix64(seed: 9)
        let b = (0..<n * count).map { _ in random.nextNormal() }
        var together = b
        try cholesky.solve(&together, count: count)
        for v in 0..<count {
            let part = Array(b[n * v..<n * (v + 1)])
            let residual = Self.residual(matrix, Array(together[n * v..<n * (v + 1)]), part)
            #expect(residual < 1e-14, "vector \(v): residual \(residual), expected below 1e-14")
        }
    }

    @Test(arguments: [1, 2, 5]) func threadsDoNotChangeABit(bins: Int) throws {
        let matrix = try Elasticity(box: TetBox(6, 6, 6)).matrix()
        let symbolic = try SymbolicFactorization(pattern: matrix.pattern, binCount: bins)
        var solutions: [[Double]] = []
        for isParallel in [false, true, true] {
            let cholesky = SparseCholesky<Double>(symbolic, isParallel: isParallel)
            try cholesky.factor(matrix)
            var x = (0..<2 * matrix.order).map { Double($0 % 11) - 5 }
            try cholesky.solve(&x, count: 2)
            var single = (0..<matrix.order).map { Double($0 % 13) }
            try cholesky.solve(&single)
            solutions.append(x + single)
        }
        #expect(solutions[0] == solutions[1])
        #expect(solutions[0] == solutions[2])
    }

    @Test func storedOrderingGivesTheSameBits() throws {
        let matrix = try Elasticity(box: TetBox(3, 3, 3)).matrix()
        let first = try SymbolicFactorization(pattern: matrix.pattern)
        let second = try SymbolicFactorization(pattern: matrix.pattern, ordering: first.ordering)
        #expect(first.eliminationOrder == second.eliminationOrder)
        #expect(first.eliminationOrder.sorted() == Array(0..<Int32(matrix.pattern.nodeCount)))
        #expect(first.flops == second.flops && first.factorSize == second.factorSize)
    }

    @Test func wrongOrderingIsRefused() throws {
        let pattern = try TetBox(1, 1, 1).pattern()
        for ordering in [[Int32]](arrayLiteral: [0, 1], [Int32](repeating: 0, count: 27), [-1]) {
            #expect(throws: NumericsError.notAPermutation(nodeCount: 27)) {
                try SymbolicFactorization(pattern: pattern, ordering: ordering)
            }
        }
    }

    /// A negative spring makes one node indefinite; the error names it, and a shift repairs it.
    @Test(arguments: [0, 61, 124]) func indefiniteMatrixNamesTheNode(node: Int) throws {
        var matrix = try Elasticity(box: TetBox(2, 2, 2)).matrix()
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        try cholesky.factor(matrix)
        let d = 9 * matrix.pattern.diagonalPosition(node) + 4
        let original = matrix.values[d]
        matrix.values[d] = -0.5 * original
        do {
            try cholesky.factor(matrix)
            Issue.record("an indefinite matrix was factored")
        } catch NumericsError.notPositiveDefinite(let found, let component, let pivot) {
            // Pivots before it do not feel it.
            #expect(found == node && component == 1, "node \(found) component \(component)")
            #expect(pivot < 0)
        }
        var x = [Double](repeating: 1, count: matrix.order)
        #expect(throws: NumericsError.notFactored) { try cholesky.solve(&x) }
        try cholesky.factor(matrix, shift: 10)
        matrix.values[d] = original
        try cholesky.factor(matrix)
        let b = x
        try cholesky.solve(&x)
        #expect(Self.residual(matrix, x, b) < 1e-14)
    }

    @Test func nonFiniteNumbersAreCaught() throws {
        var matrix = try Elasticity(box: TetBox(2, 2, 1)).matrix()
        let cholesky = SparseCholesky<Float>(try SymbolicFactorization(pattern: matrix.pattern))
        let original = matrix.values[100]
        for bad in [Double.nan, .infinity, -.infinity] {
            matrix.values[100] = bad
            #expect(throws: NumericsError.notFinite(quantity: "matrix value", index: 100)) {
                try cholesky.factor(matrix)
            }
        }
        matrix.values[100] = original
        try cholesky.factor(matrix)
        var x = [Double](repeating: 0, count: matrix.order)
        x[7] = .nan
        #expect(throws: NumericsError.notFinite(quantity: "right-hand side", index: 7)) {
            try cholesky.solve(&x)
        }
        var short = [1.0]
        #expect(
            throws: NumericsError.dimensionMismatch(
                quantity: "right-hand side", expected: matrix.order, found: 1)
        ) { try cholesky.solve(&short) }
    }

    @Test func otherPatternIsRefused() throws {
        let matrix = try Elasticity(box: TetBox(1, 1, 1)).matrix()
        let other = try Elasticity(box: TetBox(2, 1, 1)).matrix()
        let cholesky = SparseCholesky<Double>(try SymbolicFactorization(pattern: matrix.pattern))
        #expect(
            throws: NumericsError.dimensionMismatch(
                quantity: "matrix", expected: matrix.values.count, found: other.values.count)
        ) { try cholesky.factor(other) }
    }
}
