import Geometry
import MeshFormats
import Numerics
import Remeshing
import Testing

struct UniformRefinementTests {
    @Test func refiningKeepsVolumesTagsAndTheBoundary() throws {
        let anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 10, leftLayers: 1, rightLayers: 1)
        let grid = VentricularMeshFile.grid(anatomy)
        let fine = try VentricularMeshFile.linear(UniformRefinement.refined(grid))
        #expect(fine.mesh.tets.count == 8 * anatomy.mesh.tets.count)
        #expect(fine.triangles.count == 4 * anatomy.triangles.count)
        let (before, after) = (MeshReport(anatomy), MeshReport(fine))
        #expect(after.problems.isEmpty, "\(after.problems)")
        for (region, volume) in before.regionVolumes {
            let new = after.regionVolumes[region] ?? 0
            #expect(abs(new / volume - 1) < 1e-12, "\(region): \(new), expected \(volume)")
        }
        for tag in SurfaceTag.allCases {
            #expect(
                fine.triangles(tagged: tag).count == 4 * anatomy.triangles(tagged: tag).count)
        }
    }

    @Test func linearFieldsStayLinearAndAnglesGoTheShortWay() throws {
        var grid = UnstructuredGrid()
        grid.points = [Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 2, 0), Vec3(0, 0, 4)]
        grid.append(.tetrahedron, [0, 1, 2, 3])
        grid.pointArrays = [
            VTKArray(name: "x", values: grid.points.map { 1 + 2 * $0.x - $0.y + 3 * $0.z }),
            VTKArray(name: "rt", scalar: .float32, values: [3, -3, 3, 3]),
        ]
        let fine = try UniformRefinement.refined(UniformRefinement.refined(grid))
        #expect(fine.types.count == 64)
        for (p, value) in zip(fine.points, try fine.pointArray("x").values) {
            #expect(abs(value - (1 + 2 * p.x - p.y + 3 * p.z)) < 1e-12)
        }
        #expect(try fine.pointArray("rt").values.allSatisfy { abs($0) >= 3 })
    }
}
