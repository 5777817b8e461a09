package import Numerics

/// Nearest point of a flat triangle.
package enum TriangleProjection {
    /// Barycentric coordinates of the point of triangle (a, b, c) nearest to p.
    ///
    /// Decides by the signs of the projections in which vertex, edge or face region p lies.
    ///
    /// Source: Ericson, *Real-Time Collision Detection* (2005), section 5.1.5.
    package static func nearest(_ p: Vec3, _ a: Vec3, _ b: Vec3, _ c: Vec3) -> Vec3 {
        let ab = b - a
        let ac = c - a
        let d1 = ab.dot(p - a)
        let d2 = ac.dot(p - a)
        if d1 <= 0 && d2 <= 0 { return Vec3(1, 0, 0) }
        let d3 = ab.dot(p - b)
        let d4 = ac.dot(p - b)
        if d3 >= 0 && d4 <= d3 { return Vec3(0, 1, 0) }
        let d5 = ab.dot(p - c)
        let d6 = ac.dot(p - c)
        if d6 >= 0 && d5 <= d6 { return Vec3(0, 0, 1) }
        let vc = d1 * d4 - d3 * d2
        if vc <= 0 && d1 >= 0 && d3 <= 0 {
            let t = d1 / (d1 - d3)
            return Vec3(1 - t, t, 0)
        }
        let vb = d5 * d2 - d1 * d6
        if vb <= 0 && d2 >= 0 && d6 <= 0 {
            let t = d2 / (d2 - d6)
            return Vec3(1 - t, 0, t)
        }
        let va = d3 * d6 - d5 * d4
        if va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0 {
            let t = (d4 - d3) / ((d4 - d3) + (d5 - d6))
            return Vec3(0, 1 - t, t)
        }
        let sum = va + vb + vc
        return Vec3(va / sum, vb / sum, vc / sum)
    }
}
