import Numerics
import Testing

@Suite struct BlockAssemblyTests {
    @Test func patternHoldsExactlyTheCoupledPairs() throws {
        let family = ElementConnectivity(nodes: [4, 0, 2, 2, 0, 1], nodesPerElement: 3)
        let pattern = try NodeBlockPattern(
            nodeCount: 6, families: [family], cliques: [[5, 1, 4]])
        let rows = (0..<6).map { row in
            (pattern.rowStart[row]..<pattern.rowStart[row + 1]).map { pattern.column[Int($0)] }
        }
        #expect(rows == [[0], [0, 1], [0, 1, 2], [3], [0, 1, 2, 4], [1, 4, 5]])
        #expect(pattern.position(row: 4, column: 2) == 9)
        #expect(pattern.position(row: 5, column: 0) == nil)
    }

    @Test func unknownNodeIsNamed() {
        let family = ElementConnectivity(nodes: [0, 1, 7, 1], nodesPerElement: 2)
        #expect(throws: NumericsError.invalidConnectivity(node: 7, element: 1, nodeCount: 3)) {
            try NodeBlockPattern(nodeCount: 3, families: [family])
        }
    }

    @Test func uncoupledElementIsRefused() throws {
        let pattern = try NodeBlockPattern(
            nodeCount: 4, families: [ElementConnectivity(nodes: [0, 1], nodesPerElement: 2)])
        #expect(throws: NumericsError.notInPattern(row: 3, column: 0)) {
            try BlockScatterMap(
                pattern: pattern, family: ElementConnectivity(nodes: [0, 3], nodesPerElement: 2))
        }
    }

    /// Rigid translations and rotations store no energy: checks blocks, transposes and product.
    @Test func assembledStiffnessHasRigidMotionsInItsKernel() throws {
        var elasticity = try Elasticity(box: TetBox(2, 1, 1))
        elasticity.spring = 0
        let matrix = elasticity.matrix()
        let omega = Vec3(0.3, -0.7, 0.5)
        let motion = elasticity.box.points.flatMap { p -> [Double] in
            let u = omega.cross(p) + Vec3(1, 2, 3)
            return [u.x, u.y, u.z]
        }
        let force = matrix.applied(to: motion).map(abs).max()!
        #expect(force < 1e-12, "rigid motion gives force \(force), expected 0 within 1e-12")
    }

    @Test(arguments: [1, 2, 3]) func productAgreesWithScalarEntries(blockSize: Int) throws {
        let pattern = try TetBox(1, 1, 1).pattern(blockSize: blockSize)
        var random = SplitMix64(seed: 5)
        var matrix = SymmetricBlockMatrix(pattern: pattern)
        for k in matrix.values.indices { matrix.values[k] = random.nextDouble(in: -1...1) }
        for node in 0..<pattern.nodeCount {
            let d = pattern.diagonalPosition(node) * blockSize * blockSize
            for i in 0..<blockSize {
                for j in 0..<i {
                    matrix.values[d + i * blockSize + j] = matrix.values[d + j * blockSize + i]
                }
            }
        }
        let x = (0..<matrix.order).map { _ in random.nextDouble(in: -1...1) }
        let y = matrix.applied(to: x)
        for row in 0..<matrix.order {
            let expected = (0..<matrix.order).reduce(0.0) {
                $0 + matrix.value(row: row, column: $1) * x[$1]
            }
            #expect(abs(y[row] - expected) < 1e-13, "row \(row): \(y[row]), expected \(expected)")
            let transposed = (0..<matrix.order).allSatisfy {
                matrix.value(row: row, column: $0) == matrix.value(row: $0, column: row)
            }
            #expect(transposed)
        }
        let diagonal = matrix.diagonal()
        #expect(diagonal.indices.allSatisfy { diagonal[$0] == matrix.value(row: $0, column: $0) })
    }

    @Test func lanesAddWhatSingleElementsAdd() throws {
        let elasticity = try Elasticity(box: TetBox(1, 1, 1))
        let expected = try Elasticity(box: TetBox(1, 1, 1)).matrix()
        var matrix = SymmetricBlockMatrix(pattern: elasticity.pattern)
        let elements: [Int32] = [0, 1, 2, 3, 4, 5]
        let blocks = elements.map { elasticity.blocks(Int($0)) }
        matrix.values.withUnsafeMutableBufferPointer { values in
            for pair in 0..<55 {
                var lanes = [SIMD8<Double>](repeating: .zero, count: 9)
                for k in 0..<9 {
                    for lane in elements.indices { lanes[k][lane] = blocks[lane][9 * pair + k] }
                }
                elasticity.map.addLanes(
                    lanes, elements: elements, lanes: 6, pair: pair, into: values.baseAddress!)
            }
        }
        for node in elasticity.box.bottom {
            for i in 0..<3 {
                matrix.values[9 * matrix.pattern.diagonalPosition(node) + 4 * i] +=
                    elasticity.spring
            }
        }
        let difference = zip(matrix.values, expected.values).map { abs($0 - $1) }.max()!
        #expect(difference < 1e-14, "largest difference \(difference), expected below 1e-14")
    }

    @Test func fixedUnknownsAreDecoupled() throws {
        let elasticity = try Elasticity(box: TetBox(1, 1, 1))
        var matrix = elasticity.matrix()
        var isFixed = [Bool](repeating: false, count: matrix.order)
        for k in [0, 5, 40] { isFixed[k] = true }
        let original = matrix
        let diagonal = matrix.fix(isFixed)
        for row in 0..<matrix.order {
            for column in 0..<matrix.order {
                let expected =
                    !isFixed[row] && !isFixed[column]
                    ? original.value(row: row, column: column) : row == column ? diagonal : 0
                #expect(matrix.value(row: row, column: column) == expected)
            }
        }
    }
}
