import Geometry
import Numerics
import Testing

struct BoxLatticeTests {
    let lattice = BoxLattice(x: [0, 0.5, 2, 5], y: [-1, 1], z: [0, 1, 3])

    @Test func theCellsFillTheBlock() throws {
        let mesh = try lattice.quadraticMesh()
        #expect(mesh.tetCount == 6 * 3 * 1 * 2)
        let volume = (0..<mesh.tetCount).reduce(0.0) { $0 + mesh.element($1).volume }
        #expect(abs(volume - 30) < 1e-12, "volume \(volume), expected 30 mm³")
        for tet in 0..<mesh.tetCount {
            #expect(mesh.element(tet).volume > 0, "tetrahedron \(tet) is inverted")
        }
    }

    @Test func middleNodesLieHalfway() throws {
        let mesh = try lattice.quadraticMesh()
        for tet in 0..<mesh.tetCount {
            let x = (0..<10).map { mesh.points[Int(mesh.tets[10 * tet + $0])] }
            for (k, edge) in QuadraticTetMesh.tetEdges.enumerated() {
                let distance = (x[4 + k] - 0.5 * (x[edge.x] + x[edge.y])).norm
                #expect(distance < 1e-14, "tetrahedron \(tet), edge \(k): \(distance) mm")
            }
        }
    }

    @Test func theBoundaryFacesOutwardsAndIsTagged() throws {
        let mesh = try lattice.quadraticMesh { $0.z == 0 ? .base : .epicardium }
        var flux = 0.0
        var base = 0.0
        for (t, tag) in mesh.triangleTags.enumerated() {
            let x = (0..<6).map { mesh.points[Int(mesh.triangles[6 * t + $0])] }
            let area = 0.5 * (x[1] - x[0]).cross(x[2] - x[0])
            flux += area.dot(x[0] + x[1] + x[2]) / 9
            if tag == .base { base += area.norm }
            #expect((x[3] - 0.5 * (x[0] + x[1])).norm < 1e-14)
            #expect((x[5] - 0.5 * (x[2] + x[0])).norm < 1e-14)
        }
        #expect(abs(flux - 30) < 1e-12, "volume \(flux) by its surface, expected 30 mm³")
        #expect(abs(base - 10) < 1e-12, "base \(base), expected 10 mm²")
    }

    @Test func equalCellsHaveEqualPlanes() {
        let equal = BoxLattice(size: Vec3(2, 3, 1), cells: SIMD3(4, 2, 1))
        #expect(equal.x == [0, 0.5, 1, 1.5, 2])
        #expect(equal.y == [0, 1.5, 3])
        #expect(equal.z == [0, 1])
    }

    @Test func planesMustAscend() {
        var bad = lattice
        bad.x = [0, 2, 1]
        #expect(throws: GeometryError.self) { try bad.quadraticMesh() }
        bad.x = [0]
        #expect(throws: GeometryError.self) { try bad.quadraticMesh() }
        let none = BoxLattice(size: Vec3(1, 1, 1), cells: SIMD3(0, 1, 1))
        #expect(throws: GeometryError.self) { try none.quadraticMesh() }
    }
}
