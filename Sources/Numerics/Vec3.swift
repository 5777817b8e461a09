/// Vector of three doubles.
@frozen
public struct Vec3: Sendable, Equatable, Hashable {
    public var x: Double
    public var y: Double
    public var z: Double

    /// Makes (x, y, z).
    @inlinable @inline(__always)
    public init(_ x: Double, _ y: Double, _ z: Double) {
        self.x = x
        self.y = y
        self.z = z
    }

    /// The zero vector.
    @inlinable public static var zero: Vec3 { Vec3(0, 0, 0) }

    /// Sum.
    @inlinable @inline(__always)
    public static func + (a: Vec3, b: Vec3) -> Vec3 { Vec3(a.x + b.x, a.y + b.y, a.z + b.z) }
    /// Difference.
    @inlinable @inline(__always)
    public static func - (a: Vec3, b: Vec3) -> Vec3 { Vec3(a.x - b.x, a.y - b.y, a.z - b.z) }
    /// Opposite.
    @inlinable @inline(__always)
    public static prefix func - (a: Vec3) -> Vec3 { Vec3(-a.x, -a.y, -a.z) }
    /// Scaling.
    @inlinable @inline(__always)
    public static func * (s: Double, a: Vec3) -> Vec3 { Vec3(s * a.x, s * a.y, s * a.z) }
    /// Scaling.
    @inlinable @inline(__always)
    public static func * (a: Vec3, s: Double) -> Vec3 { s * a }
    /// Division by a scalar.
    @inlinable @inline(__always)
    public static func / (a: Vec3, s: Double) -> Vec3 { Vec3(a.x / s, a.y / s, a.z / s) }
    /// In-place sum.
    @inlinable @inline(__always)
    public static func += (a: inout Vec3, b: Vec3) { a = a + b }
    /// In-place difference.
    @inlinable @inline(__always)
    public static func -= (a: inout Vec3, b: Vec3) { a = a - b }

    /// Scalar product.
    @inlinable @inline(__always)
    public func dot(_ b: Vec3) -> Double { x * b.x + y * b.y + z * b.z }
    /// Vector product.
    @inlinable @inline(__always)
    public func cross(_ b: Vec3) -> Vec3 {
        Vec3(y * b.z - z * b.y, z * b.x - x * b.z, x * b.y - y * b.x)
    }
    /// Euclidean length.
    @inlinable @inline(__always)
    public var norm: Double { dot(self).squareRoot() }
    /// The vector divided by its length; NaN for the zero vector.
    @inlinable @inline(__always)
    public var normalized: Vec3 { self / norm }
    /// True when all components are finite.
    @inlinable public var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
