import Numerics

/// Real numbers side by side that tabulated membranes compute with: ``Double8`` or ``Single16``.
///
/// Less than `RealLanes`, whose elementary functions are written for double precision.
protocol TableLanes: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
where FloatLiteralType == Double, IntegerLiteralType == Int64 {
    /// Fills every lane with `value`.
    init(filling value: Double)
    static func + (a: Self, b: Self) -> Self
    static func - (a: Self, b: Self) -> Self
    static func * (a: Self, b: Self) -> Self
    static func / (a: Self, b: Self) -> Self
    prefix static func - (a: Self) -> Self
    /// Natural logarithm of positive normal numbers.
    static func log(_ x: Self) -> Self
}

extension Double8: TableLanes {}

/// Sixteen single-precision numbers computed side by side.
struct Single16: TableLanes {
    var lanes: SIMD16<Float>

    @inline(__always)
    init(_ lanes: SIMD16<Float>) { self.lanes = lanes }
    @inline(__always)
    init(filling value: Double) { lanes = SIMD16(repeating: Float(value)) }
    @inline(__always)
    init(floatLiteral value: Double) { lanes = SIMD16(repeating: Float(value)) }
    @inline(__always)
    init(integerLiteral value: Int64) { lanes = SIMD16(repeating: Float(value)) }

    @inline(__always)
    static func + (a: Single16, b: Single16) -> Single16 { Single16(a.lanes + b.lanes) }
    @inline(__always)
    static func - (a: Single16, b: Single16) -> Single16 { Single16(a.lanes - b.lanes) }
    @inline(__always)
    static func * (a: Single16, b: Single16) -> Single16 { Single16(a.lanes * b.lanes) }
    @inline(__always)
    static func / (a: Single16, b: Single16) -> Single16 { Single16(a.lanes / b.lanes) }
    @inline(__always)
    static prefix func - (a: Single16) -> Single16 { Single16(-a.lanes) }

    /// Natural logarithm of positive normal numbers, relative error below 2e-7; not a number for
    /// numbers that are not positive.
    ///
    /// x = m·2ᵏ with m in [√½, √2), then a polynomial of degree nine in m − 1.
    ///
    /// Source: Moshier, *Cephes Mathematical Library*, `logf.c` (coefficients).
    @inline(__always)
    static func log(_ x: Single16) -> Single16 {
        let bits = unsafeBitCast(x.lanes, to: SIMD16<UInt32>.self)
        let root: UInt32 = 0x3f35_04f3
        let carried = bits &+ SIMD16(repeating: 0x3f80_0000 &- root)
        // 2²³ + 127, the value of a biased exponent in the low bits of 2²³.
        let biased = (carried &>> SIMD16(repeating: 23)) | SIMD16(repeating: 0x4b00_0000)
        let k = unsafeBitCast(biased, to: SIMD16<Float>.self) - SIMD16(repeating: 8_388_735)
        let mantissa = (carried & SIMD16(repeating: 0x007f_ffff)) &+ SIMD16(repeating: root)
        let f = unsafeBitCast(mantissa, to: SIMD16<Float>.self) - SIMD16(repeating: 1)
        let coefficients: [9 of Float] = [
            7.037_683_629_2e-2, -1.151_461_031_0e-1, 1.167_699_874_0e-1, -1.242_014_084_6e-1,
            1.424_932_278_7e-1, -1.666_805_766_5e-1, 2.000_071_476_5e-1, -2.499_999_399_3e-1,
            3.333_333_117_4e-1,
        ]
        var p = SIMD16<Float>(repeating: coefficients[0])
        for i in 1..<9 { p = p * f + SIMD16(repeating: coefficients[i]) }
        let square = f * f
        var value = p * f * square
        value += k * SIMD16(repeating: -2.121_944_40e-4)
        value -= square * SIMD16(repeating: 0.5)
        value = f + value
        value += k * SIMD16(repeating: 0.693_359_375)
        // The sign of a negative number is carried into k; make it show.
        return Single16(value.replacing(with: .nan, where: x.lanes .<= SIMD16(repeating: 0)))
    }
}
