import Numerics

/// Eight doubles: the same quantity of eight elements, or of eight points.
public typealias Lanes = SIMD8<Double>

/// Elementary functions of eight doubles at a time.
enum LaneMath {
    /// eˣ.
    @inline(__always)
    static func exp(_ x: Lanes) -> Lanes { Double8.exp(Double8(x)).lanes }

    /// Natural logarithm.
    @inline(__always)
    static func log(_ x: Lanes) -> Lanes { Double8.log(Double8(x)).lanes }
}
