import Geometry
import Glibc
import Numerics
import TestSupport
import Testing

/// Order of the transfer of a smooth field to points of a curved wall.
struct TransferOrderTests {
    let shape = TruncatedEllipsoid.land2015

    /// Root mean square error at many points inside the wall.
    private func error(_ locator: some MeshLocator, _ nodes: [Vec3]) -> Double {
        let points = FieldTransferTests().pointsInside(3000)
        func field(_ p: Vec3) -> Double { sin(0.3 * p.x + 0.2 * p.y) * cos(0.25 * p.z) }
        let values = FieldTransfer(from: locator, to: points).values(of: nodes.map(field))
        let sum = zip(values, points).reduce(0.0) { $0 + pow($1.0 - field($1.1), 2) }
        return (sum / Double(points.count)).squareRoot()
    }

    private static let refinements: [(size: Double, layers: Int)] = [(3, 1), (1.5, 2), (0.75, 4)]

    private func expect(_ errors: [Double], order expected: Double) {
        let order = observedOrder(spacings: Self.refinements.map(\.size), errors: errors)
        #expect(abs(order - expected) < 0.1, "order \(order), expected \(expected); \(errors)")
    }

    @Test func transferFromLinearMeshesIsOfSecondOrder() throws {
        let errors = try Self.refinements.map { refinement in
            let mesh = try shape.anatomy(
                elementSize: refinement.size, layers: refinement.layers
            ).mesh
            return error(try TetLocator(mesh), mesh.points)
        }
        expect(errors, order: 2)
    }

    @Test func transferFromCurvedMeshesIsOfThirdOrder() throws {
        let errors = try Self.refinements.map { refinement in
            let mesh = try shape.quadraticMesh(
                elementSize: 2 * refinement.size, layers: refinement.layers)
            return error(try CurvedTetLocator(mesh), mesh.points)
        }
        expect(errors, order: 3)
    }
}
