import Geometry
import Numerics
import Testing

struct ManifoldRepairTests {
    /// A tetrahedron on the edge 0–1, at an angle around it.
    func wedge(_ mesh: inout TetMesh, angle: (Vec3, Vec3)) {
        let first = Int32(mesh.points.count)
        mesh.points += [angle.0, angle.1]
        mesh.tets.append(SIMD4(0, 1, first, first + 1))
        let tet = mesh.tets.count - 1
        if mesh.volume(tet) < 0 { mesh.tets[tet] = SIMD4(1, 0, first, first + 1) }
    }

    @Test func theSmallerWedgeOnACrowdedEdgeGoes() throws {
        var mesh = TetMesh(points: [Vec3(0, 0, 0), Vec3(0, 0, 1)], tets: [])
        wedge(&mesh, angle: (Vec3(2, 0, 0), Vec3(2, 2, 0)))
        wedge(&mesh, angle: (Vec3(-1, 0, 0), Vec3(-1, -1, 0)))
        let boundary = try TetBoundary(mesh.tets)
        #expect(SurfaceDefects(boundary.triangles).edges == [SIMD2(0, 1)])
        let repair = try ManifoldRepair(mesh)
        #expect(repair.crowdedEdges == 1 && repair.kept == [0] && repair.removedCount == 1)
        #expect(abs(repair.removedVolume - 1.0 / 6) < 1e-15)
    }

    @Test func tetrahedraThatTouchInAVertexAreSeparated() throws {
        let mesh = TetMesh(
            points: [
                Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1), Vec3(-2, 0, 0),
                Vec3(0, -2, 0), Vec3(0, 0, -2),
            ],
            tets: [SIMD4(0, 1, 2, 3), SIMD4(0, 5, 4, 6)])
        let repair = try ManifoldRepair(mesh)
        #expect(repair.pinchedVertices == 1 && repair.crowdedEdges == 0)
        #expect(repair.kept == [1], "the larger tetrahedron stays")
    }

    @Test func aSoundMeshIsLeftAlone() throws {
        let mesh = try TruncatedEllipsoid.land2015.anatomy(elementSize: 4, layers: 1).mesh
        let repair = try ManifoldRepair(mesh)
        #expect(repair.removedCount == 0 && repair.kept.count == mesh.tets.count)
    }

    @Test func componentsAreCountedAndSorted() {
        let components = TetComponents([SIMD4(9, 8, 7, 6), SIMD4(0, 1, 2, 3), SIMD4(1, 2, 3, 4)])
        #expect(components.sizes == [2, 1])
        #expect(components.componentOfTet == [1, 0, 0])
    }

    @Test func aFaceOfThreeTetrahedraIsReported() {
        #expect(
            throws: GeometryError.nonManifoldFace(first: 0, second: 1, third: 2, tetrahedra: 3)
        ) {
            try TetBoundary([SIMD4(0, 1, 2, 3), SIMD4(0, 1, 2, 4), SIMD4(0, 1, 2, 5)])
        }
    }
}
