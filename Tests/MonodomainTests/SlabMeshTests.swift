import Geometry
import Numerics
import Testing

import Monodomain

@Suite struct SlabMeshTests {
    @Test(arguments: SlabMesh.Cut.allCases)
    func tetrahedraFillTheSlabAndMeetFaceToFace(_ cut: SlabMesh.Cut) throws {
        let slab = SlabMesh(size: Vec3(2, 3, 2), cells: SIMD3(2, 3, 4), cut: cut)
        let mesh = try slab.mesh()
        #expect(mesh.tets.count == cut.perCell * 24)
        let volumes = mesh.tets.indices.map { mesh.volume($0) }
        #expect(volumes.allSatisfy { $0 > 0 })
        #expect(abs(volumes.reduce(0, +) - 12) < 1e-12)
        // Two triangles for each face of a cell on the surface: no face of the inside is open.
        let boundary = try TetBoundary(mesh.tets)
        #expect(boundary.triangles.count == 2 * 2 * (2 * 3 + 3 * 4 + 2 * 4))
    }

    @Test func slabsWithoutSizeOrCellsAreRefused() {
        #expect(throws: MonodomainError.self) {
            try SlabMesh(size: Vec3(0, 1, 1), cells: SIMD3(1, 1, 1)).mesh()
        }
        #expect(throws: MonodomainError.self) {
            try SlabMesh(size: Vec3(1, 1, 1), cells: SIMD3(1, 0, 1)).mesh()
        }
    }
}
