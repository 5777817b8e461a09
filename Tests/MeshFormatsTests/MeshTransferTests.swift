import Geometry
import Glibc
import MeshFormats
import Numerics
import Testing

/// Fields between the electrical and the mechanics mesh of the same heart.
struct MeshTransferTests {
    let electrical: VentricularAnatomy
    let mechanics: QuadraticTetMesh

    init() throws {
        electrical = try VentricularMeshFile.readLinear(
            path: Fixture.repository("meshes/rodero-01/biventricle-2mm.vtu"))
        mechanics = try VentricularMeshFile.readQuadratic(
            path: Fixture.repository("meshes/rodero-01/mechanics-34k.vtu"))
    }

    @Test func coordinatesOfBothMeshesAgree() throws {
        let source = try #require(electrical.coordinates)
        let target = try #require(mechanics.coordinates)
        let transfer = FieldTransfer(from: try TetLocator(electrical.mesh), to: mechanics.points)
        let found = transfer.coordinates(of: source)
        let ab = zip(found.apicobasal, target.apicobasal).map { abs($0 - $1) }
        let mean = ab.reduce(0, +) / Double(ab.count)
        #expect(mean < 5e-4, "apicobasal differs by \(mean) on average, expected below 5e-4")
        // The largest differences sit on the surface, where the coarse mesh leaves the fine one.
        #expect((ab.max() ?? 1) < 5e-3, "apicobasal differs by \(ab.max() ?? 1)")
        // The nearest places of the coarse mesh's nodes lie within its error of the surface.
        #expect(transfer.greatestDistance < 4, "distance \(transfer.greatestDistance) mm")
        let near = transfer.distances.count { $0 < 0.5 }
        #expect(near > transfer.distances.count * 8 / 10)
    }

    @Test func displacementsReachAllElectricalNodes() throws {
        let transfer = FieldTransfer(
            from: try CurvedTetLocator(mechanics), to: electrical.mesh.points)
        // The shortening of a rigid scaling is linear in space and so exact inside the mesh.
        let field = transfer.values(of: mechanics.points.map { 0.1 * $0.z - 2 })
        for (node, location) in transfer.locations.enumerated() where location.distance == 0 {
            let exact = 0.1 * electrical.mesh.points[node].z - 2
            #expect(abs(field[node] - exact) < 1e-9)
        }
        #expect(transfer.greatestDistance < 6, "distance \(transfer.greatestDistance) mm")
    }
}
