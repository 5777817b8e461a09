import Geometry
import MeshFormats
import Numerics
import Testing

/// The curved meshes of the first Rodero heart for mechanics, in `meshes/rodero-01`.
struct MechanicsMeshTests {
    @Test(arguments: [("16k", 5459, 2734), ("34k", 11424, 5713)])
    func shippedMeshesAreWhole(name: String, nodes: Int, tets: Int) throws {
        let path = Fixture.repository("meshes/rodero-01/mechanics-\(name).vtu")
        let mesh = try VentricularMeshFile.readQuadratic(path: path)
        #expect(mesh.points.count == nodes && mesh.tetCount == tets)
        for tag in [SurfaceTag.lvEndocardium, .rvEndocardium] {
            let rims = try mesh.rims(of: tag)
            #expect(rims.count == 2, "\(tag) has \(rims.count) rims, expected two valves")
        }
        #expect(try mesh.rims(of: .epicardium).count == 1)
        let coordinates = try #require(mesh.coordinates)
        #expect(coordinates.apicobasal.allSatisfy { $0 >= 0 && $0 <= 1 })
        #expect(coordinates.rotational.allSatisfy { abs($0) < 3.1416 })
        // Wall 226.1 mL in the images; the coarse meshes miss it by less than one percent.
        let wall = (0..<mesh.tetCount).reduce(0.0) { $0 + mesh.element($1).volume } / 1000
        #expect(abs(wall / 226.1 - 1) < 0.01, "wall \(wall) mL, expected 226.1 mL ± 1 %")
    }

    @Test func ellipsoidsSurviveTheFile() throws {
        let mesh = try TruncatedEllipsoid.land2015.quadraticMesh(elementSize: 4, layers: 1)
        let again = try VentricularMeshFile.quadratic(
            VTUReader.read(bytes: VTUWriter.bytes(VentricularMeshFile.grid(mesh))))
        #expect(again.points == mesh.points)
        #expect(again.tets == mesh.tets && again.regions == mesh.regions)
        #expect(again.triangles == mesh.triangles && again.triangleTags == mesh.triangleTags)
        let linear = try TruncatedEllipsoid.land2015.anatomy(elementSize: 3, layers: 2)
        let back = try VentricularMeshFile.linear(
            VTUReader.read(bytes: VTUWriter.bytes(VentricularMeshFile.grid(linear))))
        #expect(back.mesh.tets == linear.mesh.tets && back.triangles == linear.triangles)
    }

    @Test func trianglesAreTurnedOutwards() throws {
        let mesh = try TruncatedEllipsoid.land2015.quadraticMesh(elementSize: 4, layers: 1)
        var grid = VentricularMeshFile.grid(mesh)
        let first = 10 * mesh.tetCount
        grid.connectivity.swapAt(first + 1, first + 2)
        grid.connectivity.swapAt(first + 3, first + 5)
        #expect(try VentricularMeshFile.quadratic(grid).triangles == mesh.triangles)
    }

    @Test func missingAndForeignTrianglesAreReported() throws {
        let mesh = try TruncatedEllipsoid.land2015.anatomy(elementSize: 4, layers: 1)
        var fewer = mesh
        fewer.triangles.removeLast()
        fewer.triangleTags.removeLast()
        #expect(throws: MeshFormatError.self) {
            try VentricularMeshFile.linear(VentricularMeshFile.grid(fewer))
        }
        var foreign = mesh
        foreign.triangles[0] = SIMD3(0, 1, 1)
        #expect(throws: MeshFormatError.self) {
            try VentricularMeshFile.linear(VentricularMeshFile.grid(foreign))
        }
    }
}
