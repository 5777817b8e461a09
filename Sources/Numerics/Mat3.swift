/// 3 × 3 matrix of doubles as nine scalars, row index first.
@frozen
public struct Mat3: Sendable, Equatable {
    public var xx: Double
    public var xy: Double
    public var xz: Double
    public var yx: Double
    public var yy: Double
    public var yz: Double
    public var zx: Double
    public var zy: Double
    public var zz: Double

    /// Makes a matrix from its three rows.
    @inlinable @inline(__always)
    public init(rows a: Vec3, _ b: Vec3, _ c: Vec3) {
        xx = a.x
        xy = a.y
        xz = a.z
        yx = b.x
        yy = b.y
        yz = b.z
        zx = c.x
        zy = c.y
        zz = c.z
    }

    /// Makes a matrix from its three columns.
    @inlinable @inline(__always)
    public init(columns a: Vec3, _ b: Vec3, _ c: Vec3) {
        self.init(rows: Vec3(a.x, b.x, c.x), Vec3(a.y, b.y, c.y), Vec3(a.z, b.z, c.z))
    }

    /// The identity.
    @inlinable public static var identity: Mat3 {
        Mat3(rows: Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1))
    }
    /// The zero matrix.
    @inlinable public static var zero: Mat3 { Mat3(rows: .zero, .zero, .zero) }

    /// Rows.
    @inlinable @inline(__always) public var row0: Vec3 { Vec3(xx, xy, xz) }
    @inlinable @inline(__always) public var row1: Vec3 { Vec3(yx, yy, yz) }
    @inlinable @inline(__always) public var row2: Vec3 { Vec3(zx, zy, zz) }
    /// Columns.
    @inlinable @inline(__always) public var column0: Vec3 { Vec3(xx, yx, zx) }
    @inlinable @inline(__always) public var column1: Vec3 { Vec3(xy, yy, zy) }
    @inlinable @inline(__always) public var column2: Vec3 { Vec3(xz, yz, zz) }

    /// Transposed matrix.
    @inlinable @inline(__always)
    public var transpose: Mat3 { Mat3(rows: column0, column1, column2) }

    /// Determinant.
    @inlinable @inline(__always)
    public var determinant: Double {
        xx * (yy * zz - yz * zy) - xy * (yx * zz - yz * zx) + xz * (yx * zy - yy * zx)
    }

    /// Trace.
    @inlinable @inline(__always)
    public var trace: Double { xx + yy + zz }

    /// Inverse; infinite or NaN where singular (callers check ``determinant``).
    @inlinable @inline(__always)
    public var inverse: Mat3 {
        let d = 1 / determinant
        return Mat3(
            rows: d * Vec3(yy * zz - yz * zy, xz * zy - xy * zz, xy * yz - xz * yy),
            d * Vec3(yz * zx - yx * zz, xx * zz - xz * zx, xz * yx - xx * yz),
            d * Vec3(yx * zy - yy * zx, xy * zx - xx * zy, xx * yy - xy * yx))
    }

    /// Sum.
    @inlinable @inline(__always)
    public static func + (a: Mat3, b: Mat3) -> Mat3 {
        Mat3(rows: a.row0 + b.row0, a.row1 + b.row1, a.row2 + b.row2)
    }
    /// Difference.
    @inlinable @inline(__always)
    public static func - (a: Mat3, b: Mat3) -> Mat3 {
        Mat3(rows: a.row0 - b.row0, a.row1 - b.row1, a.row2 - b.row2)
    }
    /// Scaling.
    @inlinable @inline(__always)
    public static func * (s: Double, a: Mat3) -> Mat3 {
        Mat3(rows: s * a.row0, s * a.row1, s * a.row2)
    }
    /// Matrix times vector.
    @inlinable @inline(__always)
    public static func * (a: Mat3, v: Vec3) -> Vec3 {
        Vec3(a.row0.dot(v), a.row1.dot(v), a.row2.dot(v))
    }
    /// Matrix product.
    @inlinable @inline(__always)
    public static func * (a: Mat3, b: Mat3) -> Mat3 {
        let c0 = b.column0
        let c1 = b.column1
        let c2 = b.column2
        return Mat3(
            rows: Vec3(a.row0.dot(c0), a.row0.dot(c1), a.row0.dot(c2)),
            Vec3(a.row1.dot(c0), a.row1.dot(c1), a.row1.dot(c2)),
            Vec3(a.row2.dot(c0), a.row2.dot(c1), a.row2.dot(c2)))
    }
    /// Dyadic product a ⊗ b.
    @inlinable @inline(__always)
    public static func outer(_ a: Vec3, _ b: Vec3) -> Mat3 {
        Mat3(rows: a.x * b, a.y * b, a.z * b)
    }
}
