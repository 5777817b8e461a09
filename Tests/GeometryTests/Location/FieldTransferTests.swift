import Geometry
import Glibc
import Numerics
import Testing

struct FieldTransferTests {
    let shape = TruncatedEllipsoid.land2015

    /// Points spread over the wall, none on its surface.
    func pointsInside(_ count: Int) -> [Vec3] {
        (0..<count).map { k in
            let fraction = (Double(k) + 0.5) / Double(count)
            return shape.point(
                TruncatedEllipsoid.Place(
                    s: 0.02 + 0.95 * fraction, v: 40 * fraction,
                    t: 0.15 + 0.7 * (13 * fraction).truncatingRemainder(dividingBy: 1)))
        }
    }

    func linearField(_ p: Vec3) -> Double { 3 - 0.5 * p.x + 2 * p.y + 0.25 * p.z }

    @Test func linearFieldsAreExactInsideALinearMesh() throws {
        let mesh = try shape.anatomy(elementSize: 1.5, layers: 3).mesh
        let points = pointsInside(2000)
        let transfer = FieldTransfer(from: try TetLocator(mesh), to: points)
        let values = transfer.values(of: mesh.points.map(linearField))
        let error = zip(values, points).map { abs($0 - linearField($1)) }.max() ?? 1
        #expect(error < 1e-12, "greatest error \(error), expected below 1e-12")
        #expect(transfer.greatestDistance == 0)
    }

    @Test func quadraticFieldsAreExactInsideACurvedMesh() throws {
        let mesh = try shape.quadraticMesh(elementSize: 4, layers: 1)
        let points = pointsInside(2000)
        let transfer = FieldTransfer(from: try CurvedTetLocator(mesh), to: points)
        let values = transfer.values(of: mesh.points.map(linearField))
        let error = zip(values, points).map { abs($0 - linearField($1)) }.max() ?? 1
        #expect(error < 1e-12, "greatest error \(error), expected below 1e-12")
        #expect(transfer.greatestDistance == 0)
    }

    @Test func distancesOutsideAreThoseFromTheSurface() throws {
        let anatomy = try shape.anatomy(elementSize: 1, layers: 2)
        let curved = try shape.quadraticMesh(elementSize: 3, layers: 1)
        // Two millimetres outside the epicardium, straight below the apex and beside the equator.
        let points = [Vec3(0, 0, -22), Vec3(12, 0, 0), Vec3(0, -12, 0), Vec3(0, 0, 100)]
        // Above the base the nearest place is the inner or outer rim at z = 5.
        let rim = shape.point(TruncatedEllipsoid.Place(s: 1, v: 0, t: 0))
        let expected = [2, 2, 2, (rim - Vec3(0, 0, 100)).norm]
        for distances in [
            FieldTransfer(from: try TetLocator(anatomy.mesh), to: points).distances,
            FieldTransfer(from: try CurvedTetLocator(curved), to: points).distances,
        ] {
            for (distance, exact) in zip(distances, expected) {
                #expect(abs(distance - exact) < 0.03, "distance \(distance), expected \(exact)")
            }
        }
    }

    @Test func pointsOutsideTakeTheNearestValue() throws {
        let mesh = try shape.quadraticMesh(elementSize: 3, layers: 1)
        let locator = try CurvedTetLocator(mesh)
        // A node of the surface is the nearest place to a point out along the normal.
        let transfer = FieldTransfer(from: locator, to: [Vec3(0, 0, -25)])
        let heights = transfer.values(of: mesh.points.map(\.z))
        #expect(abs((heights.first ?? 0) + 20) < 1e-3, "z \(heights), expected -20")
    }

    @Test func anglesAreInterpolatedAcrossTheirJump() throws {
        let mesh = try shape.anatomy(elementSize: 1.5, layers: 2)
        let points = pointsInside(500)
        let transfer = FieldTransfer(from: try TetLocator(mesh.mesh), to: points)
        let angles = transfer.angles(of: try #require(mesh.coordinates).rotational)
        for (point, angle) in zip(points, angles) where point.x * point.x + point.y * point.y > 25 {
            let error = abs(remainder(angle - atan2(point.y, point.x), 2 * .pi))
            #expect(error < 0.02, "angle error \(error) rad at \(point), expected below 0.02")
        }
    }

    @Test func nodesAreFoundWithTheirOwnValue() throws {
        let mesh = try shape.quadraticMesh(elementSize: 4, layers: 1)
        let transfer = FieldTransfer(from: try CurvedTetLocator(mesh), to: mesh.points)
        let numbers = mesh.points.indices.map { Double($0) }
        let error = zip(transfer.values(of: numbers), numbers).map { abs($0 - $1) }.max() ?? 1
        #expect(error < 1e-6 * Double(mesh.points.count), "greatest error \(error)")
    }

    @Test func anEmptyMeshIsRefused() throws {
        #expect(throws: GeometryError.emptyMesh) {
            try TetLocator(TetMesh(points: [], tets: []))
        }
    }
}
