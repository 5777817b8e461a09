import Geometry
import Glibc
import Numerics
import Testing

struct MeshReportTests {
    @Test func aRegularTetrahedronHasTheBestShape() {
        let shape = TetShape(
            Vec3(1, 1, 1), Vec3(-1, 1, -1), Vec3(1, -1, -1), Vec3(-1, -1, 1))
        #expect(abs(shape.radiusRatio - 1) < 1e-14, "ratio \(shape.radiusRatio), expected 1")
        #expect(abs(shape.smallestDihedral - acos(1.0 / 3)) < 1e-14)
        #expect(abs(shape.largestDihedral - acos(1.0 / 3)) < 1e-14)
    }

    @Test func aCornerOfACubeHasRightAngles() {
        let shape = TetShape(Vec3(0, 0, 0), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1))
        #expect(abs(shape.largestDihedral - .pi / 2) < 1e-14)
        #expect(abs(shape.smallestDihedral - acos(1 / 3.0.squareRoot())) < 1e-14)
    }

    @Test func theSineOfTheWorstAngleTellsSliversFromSoundElements() {
        let (a, b, c, d) = (Vec3(1, 1, 1), Vec3(-1, 1, -1), Vec3(1, -1, -1), Vec3(-1, -1, 1))
        let regular = TetShape.smallestSine(a, b, c, d)
        // cos θ = 1/3, so sin θ = √8/3.
        #expect(abs(regular - 8.0.squareRoot() / 3) < 1e-14, "sine \(regular)")
        #expect(abs(TetShape.smallestSine(b, a, c, d) + regular) < 1e-14)
        // Four points near a circle: both small and large angles, whose sines are small.
        let flat = TetShape.smallestSine(
            Vec3(1, 0, 0.01), Vec3(0, 1, -0.01), Vec3(-1, 0, 0.01), Vec3(0, -1, -0.01))
        #expect(abs(flat) < 0.05, "sine \(flat) of a sliver")
        #expect(TetShape.smallestSine(a, b, c, a) == 0)
    }

    @Test func sliversAreAWarningAndNoProblem() throws {
        var anatomy = try TruncatedEllipsoid.land2015.anatomy(elementSize: 4, layers: 1)
        #expect(MeshReport(anatomy).warnings == [])
        // A tenth of the wall's thickness in z makes all elements of the side flat.
        anatomy.mesh.points = anatomy.mesh.points.map { Vec3($0.x, $0.y, 0.02 * $0.z) }
        let report = MeshReport(anatomy)
        #expect(report.problems == [])
        #expect(!report.sliverTets.isEmpty)
        #expect(report.warnings.contains { $0.contains("slivers") })
    }

    @Test func distributionsAreOrdered() throws {
        let mesh = try TruncatedEllipsoid.land2015.quadraticMesh(elementSize: 5, layers: 1)
        let shapes = MeshDistribution(mesh)
        for spread in [shapes.edge, shapes.dihedral, shapes.radiusRatio, shapes.scaledJacobian] {
            let s = try #require(spread)
            #expect(s.min <= s.low && s.low <= s.median && s.median <= s.high && s.high <= s.max)
        }
        let report = MeshReport(mesh)
        #expect(shapes.dihedral?.min == report.smallestDihedral)
        #expect(shapes.scaledJacobian?.min == report.worstScaledJacobian)
        #expect(MeshDistribution(TetMesh(points: [], tets: [])).edge == nil)
    }

    @Test func areasAreThoseOfTheShape() throws {
        let report = MeshReport(
            try TruncatedEllipsoid(
                innerShort: 9, innerLong: 9, outerShort: 10, outerLong: 10, baseHeight: 0
            ).quadraticMesh(elementSize: 2, layers: 1))
        // A half sphere; triangles split at their middles miss a thousandth of it.
        let exact = 2 * Double.pi * 81
        let area = try #require(report.surfaceAreas[.lvEndocardium])
        #expect(abs(area / exact - 1) < 0.005, "area \(area) mm2, expected \(exact)")
    }

    @Test func straightElementsHaveScaledJacobianOne() throws {
        let straight = CurvedTet { k in
            let corners = [Vec3(0, 0, 0), Vec3(2, 0, 0), Vec3(0, 3, 0), Vec3(1, 1, 4)]
            if k < 4 { return corners[k] }
            let edge = QuadraticTetMesh.tetEdges[k - 4]
            return 0.5 * (corners[edge.x] + corners[edge.y])
        }
        #expect(abs(JacobianSamples.scaledMinimum(straight) - 1) < 1e-13)
        #expect(abs(straight.volume - 4) < 1e-13)
        #expect(JacobianSamples.points.count == 35)
    }

    @Test func foldedElementsAreFound() throws {
        var mesh = try TruncatedEllipsoid.land2015.quadraticMesh(elementSize: 5, layers: 1)
        #expect(MeshReport(mesh).problems == [])
        // The middle node of an edge beyond its end folds the elements around it.
        let (end, middle) = (Int(mesh.tets[1]), Int(mesh.tets[4]))
        mesh.points[middle] = 1.5 * mesh.points[end] - 0.5 * mesh.points[Int(mesh.tets[0])]
        let report = MeshReport(mesh)
        #expect(report.invertedTets.contains(0))
        #expect((report.worstScaledJacobian ?? 1) < 0)
        #expect(report.problems.contains { $0.contains("inverted or folded") })
    }

    @Test func looseAndOpenMeshesAreFound() throws {
        var anatomy = try TruncatedEllipsoid.land2015.anatomy(elementSize: 4, layers: 1)
        let copy = anatomy
        let shift = Int32(anatomy.mesh.points.count)
        anatomy.mesh.points += copy.mesh.points.map { $0 + Vec3(100, 0, 0) }
        anatomy.mesh.tets += copy.mesh.tets.map { $0 &+ shift }
        anatomy.regions += copy.regions
        #expect(MeshReport(anatomy).problems.contains("the mesh falls into 2 parts"))

        var untagged = copy
        untagged.triangleTags = untagged.triangleTags.map { _ in .epicardium }
        #expect(
            MeshReport(untagged).problems == ["no triangle is tagged 1 (lvEndocardium)"])

        var turned = copy
        turned.triangles[0] = SIMD3(
            turned.triangles[0].y, turned.triangles[0].x, turned.triangles[0].z)
        let inside = turned.triangleTags[0] == .lvEndocardium
        #expect(inside, "the first triangle lies on the endocardium")
        #expect(MeshReport(turned).problems.contains { $0.contains("is broken") })
    }

    @Test func volumesAndCountsAreThoseOfTheMesh() throws {
        let shape = TruncatedEllipsoid.land2015
        let anatomy = try shape.anatomy(elementSize: 1, layers: 2)
        let report = MeshReport(anatomy)
        #expect(report.nodes == anatomy.mesh.points.count)
        #expect(report.tets == anatomy.mesh.tets.count && report.components == 1)
        #expect(abs(report.wallVolume / shape.wallVolume - 1) < 0.01)
        let box = try #require(report.boundingBox)
        #expect(box.low.z == -20 && abs(box.high.z - 5) < 1e-12)
        #expect(report.edgeLength.shortest < report.edgeLength.mean)
        #expect(report.edgeLength.mean < report.edgeLength.longest)
    }
}
