import Numerics

/// Eight numbers with their derivatives by the stretch at the end of the step.
///
/// Written with these, a step differentiates itself line by line (forward differentiation): the
/// derivative is that of the discrete scheme. Numbers that do not depend on the end stretch stay plain.
struct StretchDual {
    var value: Double8
    var slope: Double8

    /// Numbers with given derivatives, by default none.
    @inline(__always)
    init(_ value: Double8, slope: Double8 = 0) {
        self.value = value
        self.slope = slope
    }

    static var zero: StretchDual {
        @inline(__always) get { StretchDual(0) }
    }

    @inline(__always)
    static func + (a: StretchDual, b: StretchDual) -> StretchDual {
        StretchDual(a.value + b.value, slope: a.slope + b.slope)
    }

    @inline(__always)
    static func + (a: StretchDual, b: Double) -> StretchDual {
        StretchDual(a.value + Double8(filling: b), slope: a.slope)
    }

    @inline(__always)
    static func - (a: StretchDual, b: StretchDual) -> StretchDual {
        StretchDual(a.value - b.value, slope: a.slope - b.slope)
    }

    @inline(__always)
    static func * (a: StretchDual, b: StretchDual) -> StretchDual {
        StretchDual(a.value * b.value, slope: a.slope * b.value + a.value * b.slope)
    }

    @inline(__always)
    static func * (a: Double, b: StretchDual) -> StretchDual {
        let factor = Double8(filling: a)
        return StretchDual(factor * b.value, slope: factor * b.slope)
    }

    @inline(__always)
    static func * (a: Double8, b: StretchDual) -> StretchDual {
        StretchDual(a * b.value, slope: a * b.slope)
    }

    @inline(__always)
    static func / (a: StretchDual, b: StretchDual) -> StretchDual {
        let inverse = 1 / b.value
        let quotient = a.value * inverse
        return StretchDual(quotient, slope: (a.slope - quotient * b.slope) * inverse)
    }

    /// eˣ.
    @inline(__always)
    static func exp(_ x: StretchDual) -> StretchDual {
        let value = Double8.exp(x.value)
        return StretchDual(value, slope: value * x.slope)
    }

    /// Absolute value; its derivative at zero is the mean of both sides.
    @inline(__always)
    static func magnitude(_ x: StretchDual) -> StretchDual {
        let falling = Double8.select(x.value, below: 0, -x.slope, 0)
        return StretchDual(
            Double8.larger(x.value, -x.value),
            slope: Double8.select(0, below: x.value, x.slope, falling))
    }

    /// x kept between two bounds; constant outside.
    @inline(__always)
    static func clamp(_ x: StretchDual, _ low: Double, _ high: Double) -> StretchDual {
        let (low, high) = (Double8(filling: low), Double8(filling: high))
        let inside = Double8.select(x.value, below: high, x.slope, 0)
        return StretchDual(
            Double8.larger(Double8.smaller(x.value, high), low),
            slope: Double8.select(low, below: x.value, inside, 0))
    }
}
