import Glibc
package import Numerics

/// Directions of the wall before fibres turn in it: circumferential, longitudinal, transmural.
package struct WallAxes: Equatable {
    package let circumferential: Vec3
    package let longitudinal: Vec3
    package let transmural: Vec3

    /// Axes from the gradient along the ventricle and the gradient across the wall.
    ///
    /// ```
    /// e1 = u/|u|,   e2 = (v − (e1·v)·e1)/|…|,   e0 = e1 × e2
    /// ```
    ///
    /// - `u`: apex to base; `v`: across the wall, not zero; both any length.
    /// - `longAxis`: unit vector that replaces u where it is useless, see ``longitudinal(_:across:longAxis:)``.
    ///
    /// Source: Bayer et al., *Ann. Biomed. Eng.* 40 (2012) 2243–2254,
    /// doi:10.1007/s10439-012-0593-5, function axis of the appendix.
    package init(along u: Vec3, across v: Vec3, longAxis: Vec3) {
        let direction = v.normalized
        let e1 = Self.longitudinal(u, across: direction, longAxis: longAxis)
        let e2 = (direction - e1.dot(direction) * e1).normalized
        longitudinal = e1
        transmural = e2
        circumferential = e1.cross(e2)
    }

    /// A unit longitudinal direction that is never parallel to the transmural one.
    ///
    /// At the apex the gradient along the ventricle vanishes (all corners lie in the apex set) or runs
    /// straight across the wall, and no circumferential direction exists. The long axis replaces it
    /// there, and where that too runs across the wall, which is at the very apex, the coordinate axis
    /// most nearly in the plane of the wall does: any direction is as good as another in that point.
    package static func longitudinal(_ u: Vec3, across v: Vec3, longAxis: Vec3) -> Vec3 {
        if isUsable(u, across: v) { return u.normalized }
        if isUsable(longAxis, across: v) { return longAxis.normalized }
        let x = abs(v.x)
        let y = abs(v.y)
        let z = abs(v.z)
        if x <= min(y, z) { return Vec3(1, 0, 0) }
        return y <= z ? Vec3(0, 1, 0) : Vec3(0, 0, 1)
    }

    /// Whether a direction is long enough to have one, and not along the unit vector v.
    private static func isUsable(_ u: Vec3, across v: Vec3) -> Bool {
        // Sine of the angle to the transmural direction below which rounding decides.
        let least = 1e-4
        let length = u.norm
        return length > .leastNormalMagnitude && u.cross(v).norm > least * length
    }

    /// The frame (fibre, sheet normal, sheet) turned by the helix angle and then the sheet angle [rad].
    ///
    /// ```
    /// f = cos α·e0 + sin α·e1,   m = −sin α·e0 + cos α·e1
    /// n = cos β·m − sin β·e2,    s = sin β·m + cos β·e2
    /// ```
    ///
    /// Source: as for the axes, function orient.
    package func frame(helix alpha: Double, sheet beta: Double) -> Quaternion {
        let f = cos(alpha) * circumferential + sin(alpha) * longitudinal
        let m = cos(alpha) * longitudinal - sin(alpha) * circumferential
        let n = cos(beta) * m - sin(beta) * transmural
        let s = sin(beta) * m + cos(beta) * transmural
        return Quaternion(Mat3(columns: f, n, s))
    }
}
