import Geometry
import Numerics

/// Places where triangles of one surface cut through each other or fold onto each other.
struct SurfaceIntersections {
    /// Cosine of the angle between neighbours that is taken for a fold (10°): no tetrahedron of use
    /// fits in between.
    private static let foldLimit = -0.985

    /// Volume relative to the size cubed below which an edge lies in the plane of a triangle.
    private static let flatLimit = 1e-9

    /// Triangles involved, in ascending order.
    private(set) var triangles: [Int] = []

    /// Searches a surface without removed triangles; O(n log n).
    init(_ surface: EditableSurface) {
        let boxes = surface.triangles.map { t in
            var box = BoundingBox(low: surface.points[Int(t.x)], high: surface.points[Int(t.x)])
            box.include(surface.points[Int(t.y)])
            box.include(surface.points[Int(t.z)])
            return box
        }
        let tree = BoxTree(boxes)
        var found: Set<Int> = []
        for (number, t) in surface.triangles.enumerated() {
            for k in 0..<3 {
                let (a, b) = (t[k], t[(k + 1) % 3])
                guard a < b else { continue }
                var box = BoundingBox(low: surface.points[Int(a)], high: surface.points[Int(a)])
                box.include(surface.points[Int(b)])
                tree.search(overlapping: box) { other in
                    let u = surface.triangles[other]
                    let shared = (0..<3).contains { u[$0] == a || u[$0] == b }
                    if !shared, Self.cuts(surface, a, b, u) { found.formUnion([number, other]) }
                }
                let pair = surface.triangles(on: a, b)
                if pair.count == 2, Self.leavesNoRoom(surface, a, b, pair) {
                    found.formUnion(pair.map { Int($0) })
                }
            }
        }
        triangles = found.sorted()
    }

    /// True where the wall inside an edge is a wedge too sharp for a tetrahedron; grooves, which are
    /// sharp on the other side, do no harm.
    private static func leavesNoRoom(
        _ surface: EditableSurface, _ a: Int32, _ b: Int32, _ pair: [Int32]
    ) -> Bool {
        let (first, second) = (surface.normal(pair[0]), surface.normal(pair[1]))
        guard first.dot(second) < foldLimit * first.norm * second.norm else { return false }
        let apex = surface.points[Int(surface.opposite(pair[1], a, b))]
        return first.dot(apex - surface.points[Int(a)]) < 0
    }

    /// True where the edge ab passes through a triangle.
    private static func cuts(
        _ surface: EditableSurface, _ a: Int32, _ b: Int32, _ triangle: SIMD3<Int32>
    ) -> Bool {
        let (p, q) = (surface.points[Int(a)], surface.points[Int(b)])
        let t = (0..<3).map { surface.points[Int(triangle[$0])] }
        func volume(_ a: Vec3, _ b: Vec3, _ c: Vec3, _ d: Vec3) -> Double {
            (b - a).dot((c - a).cross(d - a))
        }
        let (above, below) = (volume(p, t[0], t[1], t[2]), volume(q, t[0], t[1], t[2]))
        // In a flat surface, such as a plane base, all are zero but for round-off.
        let size = (q - p).norm + (t[1] - t[0]).norm
        guard above * below < 0, min(abs(above), abs(below)) > Self.flatLimit * size * size * size
        else { return false }
        let sides = (0..<3).map { volume(p, q, t[$0], t[($0 + 1) % 3]) }
        return sides.allSatisfy { $0 >= 0 } || sides.allSatisfy { $0 <= 0 }
    }
}
