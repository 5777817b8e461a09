import Geometry
import Numerics
import Remeshing
import Testing

@Suite(.enabled(if: (try? GmshProgram()) != nil, "gmsh is not on PATH; apt-get install gmsh"))
struct SurfaceFillingTests {
    @Test func surfacesOfAHeartBecomeItsWallAgain() throws {
        let anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 8, leftLayers: 1, rightLayers: 1)
        let surfaces = SurfaceTag.allCases.map { tag in
            // Every second triangle the wrong way round: files do not agree on that.
            let triangles = anatomy.triangles(tagged: tag).enumerated().map { index, t in
                index % 2 == 0 ? t : SIMD3(t.y, t.x, t.z)
            }
            return (tag: tag, points: anatomy.mesh.points, triangles: triangles)
        }
        let wall = try SurfaceFilling.wall(surfaces, gmsh: GmshProgram())
        let (report, original) = (MeshReport(wall), MeshReport(anatomy))
        #expect(report.problems.isEmpty, "\(report.problems)")
        #expect(
            abs(report.wallVolume / original.wallVolume - 1) < 1e-9,
            "wall \(report.wallVolume), expected \(original.wallVolume) mm3")
        for tag in SurfaceTag.allCases {
            #expect(wall.triangles(tagged: tag).count == anatomy.triangles(tagged: tag).count)
        }
        let right = report.regionVolumes[.rightVentricle] ?? 0
        let expected = original.regionVolumes[.rightVentricle] ?? 0
        // Where at the junction one wall ends and the other begins is a matter of definition, and elements
        // of 8 mm are twice as large as the right wall is thick.
        #expect(abs(right / expected - 1) < 0.25, "right wall \(right), expected \(expected) mm3")
    }

    @Test func anOpenSurfaceIsExplained() throws {
        let anatomy = try IdealBiventricle.adult.anatomy(
            elementSize: 10, leftLayers: 1, rightLayers: 1)
        let surfaces = [SurfaceTag.lvEndocardium, .epicardium].map { tag in
            (tag: tag, points: anatomy.mesh.points, triangles: anatomy.triangles(tagged: tag))
        }
        #expect {
            try SurfaceFilling.wall(surfaces, gmsh: GmshProgram())
        } throws: { error in
            "\(error)".contains("belongs to 1 triangles")
        }
    }
}
