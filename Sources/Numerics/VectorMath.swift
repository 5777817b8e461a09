/// Real numbers a kernel computes with: one (`Double`) or eight side by side (``Double8``).
///
/// A kernel written against this protocol is written once and compiled for both; the elementary
/// functions below are the same arithmetic for both, so a lane has the bits of the scalar result.
/// All operations are lane by lane. Literals fill every lane.
public protocol RealLanes: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
where FloatLiteralType == Double, IntegerLiteralType == Int64 {
    /// Fills every lane with `value`.
    init(filling value: Double)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    prefix static func - (a: Self) -> Self
    /// `then` in the lanes where `a < b`, else `otherwise` (also where a or b is NaN).
    static func select(_ a: Self, below b: Self, _ then: Self, _ otherwise: Self) -> Self
    /// Square root; NaN below zero.
    static func sqrt(_ x: Self) -> Self
    /// The largest whole number not above x; a constant where numbers carry derivatives.
    static func floor(_ x: Self) -> Self
    /// 2ⁿ where `shifted` holds n + 1.5·2⁵², for whole n in −1022 … 1023.
    static func powerOfTwo(shifted: Self) -> Self
    /// Splits a positive normal number into m·2ᵏ with m in [√½, √2); returns (m, k).
    static func split(_ x: Self) -> (mantissa: Self, exponent: Self)
}

/// Constants of the elementary functions.
public enum VectorMath {
    /// 1.5·2⁵²: adding it leaves the nearest whole number in the low bits of the significand.
    public static let shift = 6_755_399_441_055_744.0
    /// 2⁵² + 1023, the value of a biased exponent placed in the low bits of 2⁵².
    public static let biasedZero = 4_503_599_627_371_519.0
    /// log₂ e.
    public static let log2E = 1.442_695_040_888_963_4
    /// High part of ln 2: its 21 low bits are zero, so k·ln2High is exact for any exponent k.
    public static let ln2High = 6.931_471_803_691_238_164_90e-01
    /// ln 2 − ln2High.
    public static let ln2Low = 1.908_214_929_270_587_700_02e-10
    /// Largest argument whose exponential is finite.
    public static let largestExponent = 709.782_712_893_384
    /// Below it the exponential is returned as zero (true value below 3.4e-308).
    public static let smallestExponent = -708.0
    /// Smallest normal number; the logarithm takes anything nearer to zero as zero.
    public static let leastNormal = 2.225_073_858_507_201_4e-308
}

extension RealLanes {
    /// eˣ with a relative error below 4e-16 in −708 … 709.78, zero below, infinite above.
    ///
    /// Cody–Waite reduction x = n·ln 2 + r, |r| ≤ ln 2 / 2, and the Taylor polynomial of degree 13
    /// (truncation 4e-18) in Estrin order. Results under 3.4e-308 are flushed to zero; NaN stays.
    @inlinable @inline(__always)
    public static func exp(_ x: Self) -> Self {
        let magic = Self(filling: VectorMath.shift)
        let shifted = x * Self(filling: VectorMath.log2E) + magic
        let n = shifted - magic
        let r =
            (x - n * Self(filling: VectorMath.ln2High)) - n * Self(filling: VectorMath.ln2Low)
        let r2 = r * r
        let r4 = r2 * r2
        // Pairs 1/k! + r/(k+1)!, from k = 2 to k = 12.
        let c2: Self = 0.5 + r * 0.166_666_666_666_666_67
        let c4: Self = 4.166_666_666_666_666_4e-2 + r * 8.333_333_333_333_333_3e-3
        let c6: Self = 1.388_888_888_888_888_9e-3 + r * 1.984_126_984_126_984_1e-4
        let c8: Self = 2.480_158_730_158_730_2e-5 + r * 2.755_731_922_398_589_1e-6
        let c10: Self = 2.755_731_922_398_589_1e-7 + r * 2.505_210_838_544_171_9e-8
        let c12: Self = 2.087_675_698_786_809_9e-9 + r * 1.605_904_383_682_161_5e-10
        let low = c2 + r2 * c4
        let middle = c6 + r2 * c8
        let high = c10 + r2 * c12
        let tail = low + r4 * (middle + r4 * high)
        let p = 1 + (r + r2 * tail)
        // One factor of two is kept back, so that 2ⁿ⁻¹ stays finite up to the largest result.
        let scaled = (p + p) * powerOfTwo(shifted: shifted - 1)
        let bounded = select(
            Self(filling: VectorMath.largestExponent), below: x, Self(filling: .infinity), scaled)
        return select(x, below: Self(filling: VectorMath.smallestExponent), 0, bounded)
    }

    /// Natural logarithm with a relative error below 4e-16; −∞ at zero, NaN below, ∞ at infinity.
    ///
    /// x = m·2ᵏ; log m from s = (m − 1)/(m + 1) with the degree-14 minimax polynomial of
    /// fdlibm's `e_log.c` (error below 2⁻⁵⁸). Subnormal numbers count as zero.
    @inlinable @inline(__always)
    public static func log(_ x: Self) -> Self {
        let (m, k) = split(x)
        let f = m - 1
        let s = f / (2 + f)
        let z = s * s
        let w = z * z
        let even =
            w
            * (3.999_999_999_940_941_908e-01
                + w * (2.222_219_843_214_978_396e-01 + w * 1.531_383_769_920_937_332e-01))
        let odd =
            z
            * (6.666_666_666_666_735_130e-01
                + w
                * (2.857_142_874_366_239_149e-01
                    + w * (1.818_357_216_161_805_012e-01 + w * 1.479_819_860_511_658_591e-01)))
        let half = 0.5 * f * f
        let fine = s * (half + (even + odd)) + k * Self(filling: VectorMath.ln2Low)
        let value = k * Self(filling: VectorMath.ln2High) - ((half - fine) - f)
        let finite = select(x, below: Self(filling: .infinity), value, x)
        let positive = select(
            x, below: Self(filling: VectorMath.leastNormal), Self(filling: -.infinity), finite)
        return select(x, below: 0, Self(filling: .nan), positive)
    }

    /// aᵇ = exp(b log a) for a ≥ 0; relative error about (1 + |b log a|)·3e-16.
    @inlinable @inline(__always)
    public static func pow(_ a: Self, _ b: Self) -> Self { exp(b * log(a)) }

    /// The smaller of two numbers.
    @inlinable @inline(__always)
    public static func smaller(_ a: Self, _ b: Self) -> Self { select(a, below: b, a, b) }

    /// The larger of two numbers.
    @inlinable @inline(__always)
    public static func larger(_ a: Self, _ b: Self) -> Self { select(a, below: b, b, a) }

    /// x².
    @inlinable @inline(__always)
    public var squared: Self { self * self }
}

extension Double: RealLanes {
    @inlinable @inline(__always)
    public init(filling value: Double) { self = value }
    @inlinable @inline(__always)
    public static func select(
        _ a: Double, below b: Double, _ then: Double, _ otherwise: Double
    ) -> Double { a < b ? then : otherwise }
    @inlinable @inline(__always)
    public static func sqrt(_ x: Double) -> Double { x.squareRoot() }
    @inlinable @inline(__always)
    public static func floor(_ x: Double) -> Double { x.rounded(.down) }
    @inlinable @inline(__always)
    public static func powerOfTwo(shifted: Double) -> Double {
        Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
    }
    @inlinable @inline(__always)
    public static func split(_ x: Double) -> (mantissa: Double, exponent: Double) {
        let bits = x.bitPattern
        // Adding 2⁵² − (bits of √½'s significand) carries into the exponent from √½·2ᵏ upwards.
        let carried = bits &+ (0x3ff0_0000_0000_0000 &- 0x3fe6_a09e_667f_3bcd)
        let exponent =
            Double(bitPattern: (carried &>> 52) | 0x4330_0000_0000_0000) - VectorMath.biasedZero
        let mantissa = (carried & 0x000f_ffff_ffff_ffff) &+ 0x3fe6_a09e_667f_3bcd
        return (Double(bitPattern: mantissa), exponent)
    }
}

/// Eight doubles computed side by side.
@frozen
public struct Double8: RealLanes, Equatable {
    /// The lanes.
    public var lanes: SIMD8<Double>

    /// Wraps eight lanes.
    @inlinable @inline(__always)
    public init(_ lanes: SIMD8<Double>) { self.lanes = lanes }
    @inlinable @inline(__always)
    public init(filling value: Double) { lanes = SIMD8(repeating: value) }
    @inlinable @inline(__always)
    public init(floatLiteral value: Double) { lanes = SIMD8(repeating: value) }
    @inlinable @inline(__always)
    public init(integerLiteral value: Int64) { lanes = SIMD8(repeating: Double(value)) }

    /// One lane.
    @inlinable @inline(__always)
    public subscript(lane: Int) -> Double {
        get { lanes[lane] }
        set { lanes[lane] = newValue }
    }

    @inlinable @inline(__always)
    public static func + (a: Double8, b: Double8) -> Double8 { Double8(a.lanes + b.lanes) }
    @inlinable @inline(__always)
    public static func - (a: Double8, b: Double8) -> Double8 { Double8(a.lanes - b.lanes) }
    @inlinable @inline(__always)
    public static func * (a: Double8, b: Double8) -> Double8 { Double8(a.lanes * b.lanes) }
    @inlinable @inline(__always)
    public static func / (a: Double8, b: Double8) -> Double8 { Double8(a.lanes / b.lanes) }
    @inlinable @inline(__always)
    public static prefix func - (a: Double8) -> Double8 { Double8(-a.lanes) }
    @inlinable @inline(__always)
    public static func select(
        _ a: Double8, below b: Double8, _ then: Double8, _ otherwise: Double8
    ) -> Double8 { Double8(otherwise.lanes.replacing(with: then.lanes, where: a.lanes .< b.lanes)) }
    @inlinable @inline(__always)
    public static func sqrt(_ x: Double8) -> Double8 { Double8(x.lanes.squareRoot()) }
    @inlinable @inline(__always)
    public static func floor(_ x: Double8) -> Double8 { Double8(x.lanes.rounded(.down)) }
    @inlinable @inline(__always)
    public static func powerOfTwo(shifted: Double8) -> Double8 {
        let bits = unsafeBitCast(shifted.lanes, to: SIMD8<UInt64>.self)
        let moved = (bits &+ 1023) &<< SIMD8(repeating: 52)
        return Double8(unsafeBitCast(moved, to: SIMD8<Double>.self))
    }
    @inlinable @inline(__always)
    public static func split(_ x: Double8) -> (mantissa: Double8, exponent: Double8) {
        let bits = unsafeBitCast(x.lanes, to: SIMD8<UInt64>.self)
        let carried = bits &+ (0x3ff0_0000_0000_0000 &- 0x3fe6_a09e_667f_3bcd)
        let biased = (carried &>> SIMD8(repeating: 52)) | SIMD8(repeating: 0x4330_0000_0000_0000)
        let mantissa =
            (carried & SIMD8(repeating: 0x000f_ffff_ffff_ffff)) &+ 0x3fe6_a09e_667f_3bcd
        let exponent = Double8(unsafeBitCast(biased, to: SIMD8<Double>.self))
        return (
            Double8(unsafeBitCast(mantissa, to: SIMD8<Double>.self)),
            exponent - Double8(filling: VectorMath.biasedZero)
        )
    }
}
