import Fibres
import Foundation
import Geometry
import Numerics
import Testing

@Suite struct VentricularCoordinatesTests {
    static let ellipsoid = RuleBasedFibresTests.ellipsoid

    @Test func theAxisOfAnEllipsoidIsFound() throws {
        let anatomy = try Self.ellipsoid.anatomy(elementSize: 5, layers: 2)
        let axis = try VentricularFields(anatomy).longAxis
        #expect((axis.apex - Vec3(0, 0, -69)).norm < 1e-12, "apex \(axis.apex)")
        #expect((axis.direction - Vec3(0, 0, 1)).norm < 1e-12, "direction \(axis.direction)")
        #expect(abs(axis.length - 84) < 1e-12, "length \(axis.length) mm, expected 84")
        #expect(abs(axis.radius(Vec3(3, 4, 7)).norm - 5) < 2e-3)
    }

    /// Within what the centroid of a triangulated endocardium is off the axis, 1.5 µm to 1 mm radius.
    @Test func rotationIsTheAngleAroundTheAxis() throws {
        let mesh = try Self.ellipsoid.quadraticMesh(elementSize: 8, layers: 1)
        let computed = try VentricularCoordinates(mesh).rotational
        for (angle, point) in zip(computed, mesh.points) where hypot(point.x, point.y) > 1 {
            let error = remainder(angle - atan2(point.y, point.x), 2 * .pi)
            #expect(abs(error) < 2e-3, "\(angle) rad at \(point), error \(error)")
        }
    }

    @Test func theSeptumLiesAtAngleZero() throws {
        var anatomy = try RuleBasedFibresTests.withSeptum(elementSize: 6, layers: 2)
        let turn = Mat3(rows: Vec3(0, 1, 0), Vec3(-1, 0, 0), Vec3(0, 0, 1))
        anatomy.mesh.points = anatomy.mesh.points.map { turn * $0 }
        let rotational = try VentricularCoordinates(anatomy).rotational
        for (angle, point) in zip(rotational, anatomy.mesh.points) where hypot(point.x, point.y) > 1
        {
            let fromSeptum = remainder(atan2(point.y, point.x) + .pi / 2, 2 * .pi)
            let error = remainder(angle - fromSeptum, 2 * .pi)
            #expect(abs(error) < 0.1, "\(angle) rad at \(point), expected \(fromSeptum)")
        }
    }

    @Test func transmuralIsTheHarmonicDepthOfAShell() throws {
        // Nearly a cylinder at the equator of a long ellipsoid: depth = ln(r/ri)/ln(ro/ri).
        let long = TruncatedEllipsoid(
            innerShort: 20, innerLong: 120, outerShort: 30, outerLong: 130, baseHeight: 60)
        let mesh = try long.quadraticMesh(elementSize: 10, layers: 2)
        let transmural = try VentricularCoordinates(mesh).transmural
        for (value, point) in zip(transmural, mesh.points) where abs(point.z) < 20 {
            let stretch = { (t: Double) in
                long.short(t) * (1 - pow(point.z / long.long(t), 2)).squareRoot()
            }
            let depth =
                log(hypot(point.x, point.y) / stretch(0)) / log(stretch(1) / stretch(0))
            #expect(abs(value - depth) < 0.02, "\(value) at \(point), expected \(depth)")
        }
    }

    @Test func theRightSideOfTheSeptumIsTransmurallyOne() throws {
        let anatomy = try RuleBasedFibresTests.withSeptum(elementSize: 6, layers: 2)
        let transmural = try VentricularCoordinates(anatomy).transmural
        for (triangle, tag) in zip(anatomy.triangles, anatomy.triangleTags) where tag != .base {
            for corner in 0..<3 {
                #expect(transmural[Int(triangle[corner])] == (tag == .lvEndocardium ? 0 : 1))
            }
        }
    }

    @Test func theFreeRightEndocardiumIsTransmurallyZero() throws {
        var anatomy = try RuleBasedFibresTests.withSeptum(elementSize: 6, layers: 2)
        anatomy.regions = anatomy.mesh.tets.map { tet in
            let centre = (0..<4).map { anatomy.mesh.points[Int(tet[$0])] }.reduce(.zero, +) / 4
            return centre.x > 0 ? .rightVentricle : .leftVentricle
        }
        let transmural = try VentricularCoordinates(anatomy).transmural
        for (triangle, tag) in zip(anatomy.triangles, anatomy.triangleTags)
        where tag == .rvEndocardium {
            for corner in 0..<3 { #expect(transmural[Int(triangle[corner])] == 0) }
        }
    }

    @Test func apicobasalRisesFromApexToBase() throws {
        let anatomy = try Self.ellipsoid.anatomy(elementSize: 5, layers: 2)
        let heights = try #require(anatomy.coordinates?.apicobasal)
        let computed = try VentricularCoordinates(anatomy).apicobasal
        #expect(computed.min() == 0 && computed.max() == 1)
        let order = heights.indices.filter { heights[$0] > 0.2 }.sorted {
            heights[$0] < heights[$1]
        }
        var rings: [(height: Double, mean: Double)] = []
        for node in order {
            if let last = rings.last, heights[node] - last.height < 1e-9 { continue }
            let ring = order.filter { abs(heights[$0] - heights[node]) < 1e-9 }
            rings.append(
                (heights[node], ring.map { computed[$0] }.reduce(0, +) / Double(ring.count)))
        }
        #expect(rings.count > 5)
        for (lower, upper) in zip(rings, rings.dropFirst()) {
            #expect(lower.mean < upper.mean, "\(lower) then \(upper)")
        }
    }
}
