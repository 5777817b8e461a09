import Geometry
import Numerics
import Remeshing
import Testing

/// The boundary of the idealised biventricle at 6 mm, triangulated anew.
struct RemeshedSurfaceTests {
    let original: VentricularAnatomy
    let surface: RemeshedSurface

    init() throws {
        original = try IdealBiventricle.adult.anatomy(
            elementSize: 6, leftLayers: 2, rightLayers: 1)
        surface = try RemeshedSurface(original, size: 12)
    }

    @Test func theSurfaceIsClosedAndOriented() throws {
        #expect(SurfaceDefects(surface.triangles).isEmpty)
        let flat = surface.triangles.flatMap { [$0.x, $0.y, $0.z] }
        #expect(try SurfaceLoops.find(triangles: flat, nodesPerTriangle: 3).isEmpty)
        #expect(surface.triangles.count < original.triangles.count / 2)
        #expect(Set(surface.tags) == Set(SurfaceTag.allCases))
    }

    @Test func edgesHaveTheWantedLength() {
        let lengths = surface.triangles.flatMap { t in
            (0..<3).map { k in
                (surface.points[Int(t[k])] - surface.points[Int(t[(k + 1) % 3])]).norm
            }
        }
        let mean = lengths.reduce(0, +) / Double(lengths.count)
        // Lengths lie between 4/5 and 4/3 of the wanted one, but for the thin base.
        #expect(mean > 0.8 * 12 && mean < 4.0 / 3 * 12, "mean edge \(mean) mm, wanted 12")
        #expect((lengths.max() ?? 99) < 2 * 12, "longest edge \(lengths.max() ?? 99) mm")
    }

    @Test(arguments: [SurfaceTag.lvEndocardium, .rvEndocardium])
    func rimsAndCavitiesStay(tag: SurfaceTag) throws {
        let before = try Cavity(original, endocardium: tag)
        let after = try Cavity(
            triangles: zip(surface.triangles, surface.tags).filter { $0.1 == tag }.map(\.0))
        #expect(after.rims.count == before.rims.count)
        #expect(after.rims.allSatisfy { $0.edgeCount >= 8 })
        // Chords of 12 mm on a radius of 25 mm lie 0.7 mm inside: 3 to 6 percent of the volume.
        let ratio = after.volume(surface.points) / before.volume(original.mesh.points)
        #expect(ratio > 0.93 && ratio < 1.01, "\(tag): \(ratio) of the volume before")
    }

    @Test func verticesLieOnTheOriginalSurface() throws {
        let locator = try TetLocator(original.mesh)
        let boundary = FieldTransfer(from: locator, to: surface.points)
        // Feet of projections, so on or in the mesh but for round-off.
        #expect(boundary.greatestDistance < 1e-9, "\(boundary.greatestDistance) mm outside")
    }

    @Test func theSameInputGivesTheSameBits() throws {
        let again = try RemeshedSurface(original, size: 12)
        #expect(again.points == surface.points && again.triangles == surface.triangles)
    }

    @Test(arguments: [0, -1, .nan, 1000])
    func impossibleSizesAreRefused(size: Double) {
        #expect {
            try RemeshedSurface(original, size: size)
        } throws: { error in
            "\(error)".contains("size is")
        }
    }

    @Test func tetrahedraMustFillTheSurface() throws {
        #expect {
            try RemeshedWall(
                filling: surface, points: original.mesh.points, tets: original.mesh.tets,
                original: original)
        } throws: { error in
            "\(error)".contains("do not fill the surface")
        }
    }
}
