package import Numerics

/// A unit quaternion that stands for a right-handed orthonormal frame.
package struct Quaternion: Equatable {
    package var w: Double
    package var x: Double
    package var y: Double
    package var z: Double

    package init(_ w: Double, _ x: Double, _ y: Double, _ z: Double) {
        self.w = w
        self.x = x
        self.y = y
        self.z = z
    }

    /// The rotation that takes the coordinate axes to the columns of a proper orthogonal matrix.
    ///
    /// Divides by the largest of the four components, so no cancellation occurs near half turns.
    ///
    /// Source: Shepperd, *J. Guid. Control* 1 (1978) 223–224, doi:10.2514/3.55767b.
    package init(_ m: Mat3) {
        let trace = m.trace
        if trace >= max(m.xx, m.yy, m.zz) {
            let s = 2 * (1 + trace).squareRoot()
            self.init(s / 4, (m.zy - m.yz) / s, (m.xz - m.zx) / s, (m.yx - m.xy) / s)
        } else if m.xx >= max(m.yy, m.zz) {
            let s = 2 * (1 + m.xx - m.yy - m.zz).squareRoot()
            self.init((m.zy - m.yz) / s, s / 4, (m.xy + m.yx) / s, (m.xz + m.zx) / s)
        } else if m.yy >= m.zz {
            let s = 2 * (1 + m.yy - m.xx - m.zz).squareRoot()
            self.init((m.xz - m.zx) / s, (m.xy + m.yx) / s, s / 4, (m.yz + m.zy) / s)
        } else {
            let s = 2 * (1 + m.zz - m.xx - m.yy).squareRoot()
            self.init((m.yx - m.xy) / s, (m.xz + m.zx) / s, (m.yz + m.zy) / s, s / 4)
        }
    }

    /// The frame as a matrix whose columns are its directions.
    package var matrix: Mat3 {
        Mat3(
            rows: Vec3(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
            Vec3(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
            Vec3(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)))
    }

    package func dot(_ q: Quaternion) -> Double { w * q.w + x * q.x + y * q.y + z * q.z }

    package var normalized: Quaternion { (1 / dot(self).squareRoot()) * self }

    package static func * (s: Double, q: Quaternion) -> Quaternion {
        Quaternion(s * q.w, s * q.x, s * q.y, s * q.z)
    }

    package static func + (a: Quaternion, b: Quaternion) -> Quaternion {
        Quaternion(a.w + b.w, a.x + b.x, a.y + b.y, a.z + b.z)
    }

    /// The same frame after half a turn about its own first, second or third direction.
    package var halfTurns: [Quaternion] {
        [Quaternion(-x, w, z, -y), Quaternion(-y, -z, w, x), Quaternion(-z, y, -x, w)]
    }
}
