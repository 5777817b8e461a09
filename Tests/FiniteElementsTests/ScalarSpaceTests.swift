import FiniteElements
import Foundation
import Geometry
import Numerics
import Testing

@Suite struct ScalarSpaceTests {
    /// A full, positive definite tensor.
    let tensor = Mat3(rows: Vec3(2, 0.5, 0.3), Vec3(0.5, 1, 0.2), Vec3(0.3, 0.2, 0.7))

    @Test func linearElementsConvergeWithOrdersTwoAndOne() throws {
        let errors = try [4, 8, 16].map { cells in
            try planeWaveError(
                ScalarSpace(TetCube(cells: cells, map: bend).linear), perSide: cells)
        }
        expectOrders(errors, l2: 2, h1: 1)
    }

    @Test func quadraticElementsConvergeWithOrdersThreeAndTwo() throws {
        let errors = try [2, 4, 8].map { cells in
            try planeWaveError(
                ScalarSpace(TetCube(cells: cells).quadratic), perSide: 2 * cells)
        }
        expectOrders(errors, l2: 3, h1: 2)
    }

    @Test func curvedQuadraticElementsKeepTheirOrders() throws {
        let errors = try [3, 6, 12].map { cells in
            try planeWaveError(
                ScalarSpace(TetCube(cells: cells, map: bend).quadratic), perSide: 2 * cells)
        }
        expectOrders(errors, l2: 3, h1: 2)
    }

    @Test func laplaceReproducesLinearFieldsExactly() throws {
        let exact: (Vec3) -> Double = { 3 + 2 * $0.x - $0.y + 0.5 * $0.z }
        let spaces = try [
            (ScalarSpace(TetCube(cells: 4, map: bend).linear), 4),
            (ScalarSpace(TetCube(cells: 2).quadratic), 4),
        ]
        for (space, perSide) in spaces {
            let system = try DirichletSystem(
                space.stiffness(), prescribedNodes: TetCube.boundary(perSide: perSide))
            let solution = try system.solve(
                prescribed: system.prescribedNodes.map { exact(space.points[Int($0)]) },
                tolerance: 1e-14)
            let error = zip(solution, space.points).map { abs($0 - exact($1)) }.max() ?? .infinity
            #expect(error < 1e-12, "observed \(error), expected 0, tolerance 1e-12")
            let samples = try space.samples(of: solution, at: TetQuadrature.degree2.points)
            let wrong = samples.gradients.map { ($0 - Vec3(2, -1, 0.5)).norm }.max() ?? .infinity
            #expect(wrong < 1e-11, "gradient error \(wrong), tolerance 1e-11")
        }
    }

    @Test func rowsOfStiffnessSumToZeroAndItIsSymmetric() throws {
        let space = try ScalarSpace(TetCube(cells: 2, map: bend).quadratic)
        let matrix = try space.stiffness(
            conductivity: .tensors(Array(repeating: tensor, count: space.tetCount)))
        var sums = [Double](repeating: 0, count: matrix.rows)
        matrix.multiply([Double](repeating: 1, count: matrix.rows), into: &sums)
        let largest = sums.map(abs).max() ?? .infinity
        #expect(largest < 1e-12, "row sums up to \(largest), tolerance 1e-12")
        for row in 0..<matrix.rows {
            for k in Int(matrix.rowStart[row])..<Int(matrix.rowStart[row + 1]) {
                let mirror = try #require(matrix.position(Int(matrix.column[k]), row))
                #expect(abs(matrix.value[k] - matrix.value[mirror]) < 1e-13)
            }
        }
    }

    @Test func massMatricesHoldTheVolume() throws {
        let linear = try ScalarSpace(TetCube(cells: 3).linear)
        let quadratic = try ScalarSpace(TetCube(cells: 2).quadratic)
        for space in [linear, quadratic] {
            let total = space.mass().value.reduce(0, +)
            #expect(abs(total - 1) < 1e-12, "consistent: \(total) mm³, expected 1")
            let lumped = space.lumpedMass()
            #expect(abs(lumped.reduce(0, +) - 1) < 1e-12, "lumped: \(lumped.reduce(0, +))")
            #expect((lumped.min() ?? 0) > 0, "smallest lumped mass \(lumped.min() ?? 0)")
        }
    }

    @Test func linearMassOfOneTetrahedronIsTheTextbookOne() throws {
        let mesh = TetMesh(
            points: [.zero, Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)], tets: [[0, 1, 2, 3]])
        let mass = try ScalarSpace(mesh).mass()
        for row in 0..<4 {
            for column in 0..<4 {
                let entry = mass.value[try #require(mass.position(row, column))]
                let expected = (row == column ? 2.0 : 1.0) / 120
                #expect(abs(entry - expected) < 1e-16, "\(entry), expected \(expected)")
            }
        }
    }

    @Test func recoveredGradientIsExactForLinearFields() throws {
        let space = try ScalarSpace(TetCube(cells: 3, map: bend).linear)
        let gradient = Vec3(1, -2, 3)
        let recovered = try space.recoveredGradient(of: space.points.map { $0.dot(gradient) })
        let error = recovered.map { ($0 - gradient).norm }.max() ?? .infinity
        #expect(error < 1e-12, "observed \(error), tolerance 1e-12")
    }

    @Test func assemblingTwiceGivesTheSameBits() throws {
        let space = try ScalarSpace(TetCube(cells: 12, map: bend).linear)
        #expect(try space.stiffness().value == space.stiffness().value)
        #expect(space.mass().value == space.mass().value)
    }

    @Test func badMeshesAreNamed() throws {
        var mesh = TetCube(cells: 1).linear
        mesh.tets[2] = [mesh.tets[2][1], mesh.tets[2][0], mesh.tets[2][2], mesh.tets[2][3]]
        #expect(throws: FiniteElementsError.invertedTet(tet: 2, jacobian: -1)) {
            try ScalarSpace(mesh)
        }
        mesh.tets[2] = [0, 1, 2, 8]
        #expect(throws: FiniteElementsError.nodeOutOfRange(node: 8, tet: 2, nodes: 8)) {
            try ScalarSpace(mesh)
        }
        var unused = TetCube(cells: 1).linear
        unused.points.append(.zero)
        #expect(throws: FiniteElementsError.nodeWithoutTet(node: 8)) { try ScalarSpace(unused) }
    }

    /// A smooth deformation of the unit cube.
    private func bend(_ p: Vec3) -> Vec3 {
        Vec3(p.x + 0.1 * p.y * p.y, p.y + 0.1 * p.z * p.x, p.z - 0.1 * p.x * p.x)
    }

    /// L2 and H1-seminorm errors for −∇·D∇u = s with u = sin(a·x), all boundary values prescribed.
    private func planeWaveError(_ space: ScalarSpace, perSide: Int) throws -> SIMD2<Double> {
        let a = Vec3(1.9, 1.3, -1.1)
        let rule = TetQuadrature.degree5
        let coordinates = try [\Vec3.x, \.y, \.z].map { axis in
            try space.samples(of: space.points.map { $0[keyPath: axis] }, at: rule.points)
        }
        let positions = coordinates[0].values.indices.map {
            Vec3(coordinates[0].values[$0], coordinates[1].values[$0], coordinates[2].values[$0])
        }
        let tensors = [Mat3](repeating: tensor, count: space.tetCount)
        let system = try DirichletSystem(
            space.stiffness(conductivity: .tensors(tensors)),
            prescribedNodes: TetCube.boundary(perSide: perSide))
        let source = positions.map { a.dot(tensor * a) * sin(a.dot($0)) }
        let solution = try system.solve(
            prescribed: system.prescribedNodes.map { sin(a.dot(space.points[Int($0)])) },
            load: space.load(source: source, quadrature: rule))
        let samples = try space.samples(of: solution, at: rule.points)
        let values = positions.indices.map { samples.values[$0] - sin(a.dot(positions[$0])) }
        let gradients = positions.indices.map {
            samples.gradients[$0] - cos(a.dot(positions[$0])) * a
        }
        return try SIMD2(
            norm(values.map { $0 * $0 }, space), norm(gradients.map { $0.dot($0) }, space))
    }

    /// Root of the integral of a square, given at the points of the degree 5 rule.
    private func norm(_ square: [Double], _ space: ScalarSpace) throws -> Double {
        try space.load(source: square, quadrature: .degree5).reduce(0, +).squareRoot()
    }

    private func expectOrders(_ errors: [SIMD2<Double>], l2: Double, h1: Double) {
        let ratio = errors[errors.count - 2] / errors[errors.count - 1]
        let orders = SIMD2(log2(ratio.x), log2(ratio.y))
        #expect(abs(orders.x - l2) < 0.1, "L2 order \(orders.x), expected \(l2); errors \(errors)")
        #expect(abs(orders.y - h1) < 0.1, "H1 order \(orders.y), expected \(h1); errors \(errors)")
    }
}
