import Geometry
import Numerics

/// Exhaustive search for the tetrahedron nearest to a point.
///
/// Meant for the few sites of a protocol: O(number of tetrahedra) with a bounding-box test, 1–2 ms for
/// 250 000.
enum NearestTetrahedron {
    /// The nearest tetrahedron, its point nearest to `point` [mm] and the distance between them [mm].
    ///
    /// The first of several at the same distance; the mesh must not be empty.
    static func find(_ point: Vec3, in mesh: TetMesh) -> (tet: Int, foot: Vec3, distance: Double) {
        var best = (tet: 0, foot: point, distance: Double.infinity)
        for (index, tet) in mesh.tets.enumerated() {
            let x = (
                mesh.points[Int(tet[0])], mesh.points[Int(tet[1])], mesh.points[Int(tet[2])],
                mesh.points[Int(tet[3])]
            )
            guard boxDistance(point, x) < best.distance else { continue }
            let foot = nearest(to: point, x)
            let distance = (point - foot).norm
            if distance < best.distance { best = (index, foot, distance) }
            if distance == 0 { break }
        }
        return best
    }

    private typealias Corners = (Vec3, Vec3, Vec3, Vec3)

    /// Lower bound of the distance to a tetrahedron, from its bounding box.
    private static func boxDistance(_ p: Vec3, _ x: Corners) -> Double {
        func gap(_ v: Double, _ a: Double, _ b: Double, _ c: Double, _ d: Double) -> Double {
            max(min(min(a, b), min(c, d)) - v, v - max(max(a, b), max(c, d)), 0)
        }
        return Vec3(
            gap(p.x, x.0.x, x.1.x, x.2.x, x.3.x), gap(p.y, x.0.y, x.1.y, x.2.y, x.3.y),
            gap(p.z, x.0.z, x.1.z, x.2.z, x.3.z)
        ).norm
    }

    /// The point of a positively oriented tetrahedron nearest to `p`; `p` itself when inside.
    private static func nearest(to p: Vec3, _ x: Corners) -> Vec3 {
        var foot = p
        var shortest = Double.infinity
        for (a, b, c) in [
            (x.1, x.2, x.3), (x.0, x.3, x.2), (x.0, x.1, x.3), (x.0, x.2, x.1),
        ] where (p - a).dot((b - a).cross(c - a)) > 0 {
            let candidate = nearest(to: p, a, b, c)
            let distance = (p - candidate).norm
            if distance < shortest {
                shortest = distance
                foot = candidate
            }
        }
        return foot
    }

    /// The point of a triangle nearest to `p`.
    ///
    /// Source: Ericson, *Real-Time Collision Detection*, Morgan Kaufmann 2005, section 5.1.5 (Voronoi
    /// regions of the corners, edges and face).
    static func nearest(to p: Vec3, _ a: Vec3, _ b: Vec3, _ c: Vec3) -> Vec3 {
        let ab = b - a
        let ac = c - a
        let bc = c - b
        let alongAB = (p - a).dot(ab)
        let alongAC = (p - a).dot(ac)
        if alongAB <= 0 && alongAC <= 0 { return a }
        let normal = ab.cross(ac)
        // Signed areas of p with each edge, times 2 |normal|.
        let areaA = normal.dot((b - p).cross(c - p))
        let areaB = normal.dot((c - p).cross(a - p))
        let areaC = normal.dot((a - p).cross(b - p))
        if areaC <= 0 && alongAB >= 0 && (p - b).dot(ab) <= 0 {
            return a + (alongAB / ab.dot(ab)) * ab
        }
        if areaB <= 0 && alongAC >= 0 && (p - c).dot(ac) <= 0 {
            return a + (alongAC / ac.dot(ac)) * ac
        }
        let alongBC = (p - b).dot(bc)
        if areaA <= 0 && alongBC >= 0 && (p - c).dot(bc) <= 0 {
            return b + (alongBC / bc.dot(bc)) * bc
        }
        if areaA > 0 && areaB > 0 && areaC > 0 {
            return (areaA * a + areaB * b + areaC * c) / (areaA + areaB + areaC)
        }
        return (p - b).dot(p - b) < (p - c).dot(p - c) ? b : c
    }
}
