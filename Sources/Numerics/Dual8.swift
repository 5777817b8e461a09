/// A number with its derivatives by eight parameters: forward-mode differentiation.
///
/// Arithmetic on the value alone decides comparisons, so that a kernel written for ``RealLanes`` takes
/// the same branches and has the same bits of the value as with `Double`.
@frozen
public struct Dual8: RealLanes, Equatable {
    /// The number.
    public var value: Double
    /// Its derivatives.
    public var tangent: SIMD8<Double>

    /// A number with its derivatives.
    @inlinable @inline(__always)
    public init(_ value: Double, tangent: SIMD8<Double>) {
        self.value = value
        self.tangent = tangent
    }
    @inlinable @inline(__always)
    public init(filling value: Double) { self.init(value, tangent: .zero) }
    @inlinable @inline(__always)
    public init(floatLiteral value: Double) { self.init(value, tangent: .zero) }
    @inlinable @inline(__always)
    public init(integerLiteral value: Int64) { self.init(Double(value), tangent: .zero) }

    @inlinable @inline(__always)
    public static func + (a: Dual8, b: Dual8) -> Dual8 {
        Dual8(a.value + b.value, tangent: a.tangent + b.tangent)
    }
    @inlinable @inline(__always)
    public static func - (a: Dual8, b: Dual8) -> Dual8 {
        Dual8(a.value - b.value, tangent: a.tangent - b.tangent)
    }
    @inlinable @inline(__always)
    public static func * (a: Dual8, b: Dual8) -> Dual8 {
        Dual8(a.value * b.value, tangent: a.tangent * b.value + b.tangent * a.value)
    }
    @inlinable @inline(__always)
    public static func / (a: Dual8, b: Dual8) -> Dual8 {
        let quotient = a.value / b.value
        return Dual8(quotient, tangent: (a.tangent - b.tangent * quotient) / b.value)
    }
    @inlinable @inline(__always)
    public static prefix func - (a: Dual8) -> Dual8 { Dual8(-a.value, tangent: -a.tangent) }
    @inlinable @inline(__always)
    public static func select(
        _ a: Dual8, below b: Dual8, _ then: Dual8, _ otherwise: Dual8
    ) -> Dual8 { a.value < b.value ? then : otherwise }
    /// Square root; its derivative at zero is that of a constant.
    @inlinable @inline(__always)
    public static func sqrt(_ x: Dual8) -> Dual8 {
        let root = x.value.squareRoot()
        return Dual8(root, tangent: root > 0 ? x.tangent / (2 * root) : .zero)
    }
    @inlinable @inline(__always)
    public static func floor(_ x: Dual8) -> Dual8 { Dual8(filling: x.value.rounded(.down)) }
    /// 2ⁿ with ∂/∂n = ln 2·2ⁿ, as the exponential needs it.
    @inlinable @inline(__always)
    public static func powerOfTwo(shifted: Dual8) -> Dual8 {
        let power = Double.powerOfTwo(shifted: shifted.value)
        return Dual8(power, tangent: shifted.tangent * (0.693_147_180_559_945_3 * power))
    }
    /// x = m·2ᵏ with a constant k.
    @inlinable @inline(__always)
    public static func split(_ x: Dual8) -> (mantissa: Dual8, exponent: Dual8) {
        let (mantissa, exponent) = Double.split(x.value)
        let scale = mantissa / x.value
        return (Dual8(mantissa, tangent: x.tangent * scale), Dual8(filling: exponent))
    }
}
