import Glibc

/// Seeded generator of uniform and normal variates; the same seed gives the same numbers everywhere.
///
/// State 64 bits, period 2⁶⁴. For splitting, give each consumer its own seed: the output function
/// scrambles even consecutive seeds.
///
/// Source: Steele, Lea, Flood, *ACM SIGPLAN Notices* 49 (2014) 453–472, doi:10.1145/2714064.2660195,
/// with the output constants of D. Stafford's variant 13.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    /// The whole state; store it to resume the sequence.
    public private(set) var state: UInt64

    /// Starts a sequence.
    public init(seed: UInt64) { state = seed }

    /// Next 64 random bits.
    @inlinable
    public mutating func next() -> UInt64 {
        advance()
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    @usableFromInline
    mutating func advance() { state &+= 0x9e37_79b9_7f4a_7c15 }

    /// Uniform in [0, 1): 53 random bits.
    @inlinable
    public mutating func nextDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Uniform in a range (its upper end is reached by rounding only).
    @inlinable
    public mutating func nextDouble(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * nextDouble()
    }

    /// Normal with mean 0 and variance 1, by the polar method; the second variate is not kept, so
    /// that the state is 64 bits.
    ///
    /// Source: Marsaglia, Bray, *SIAM Review* 6 (1964) 260–264, doi:10.1137/1006063.
    public mutating func nextNormal() -> Double {
        while true {
            let u = nextDouble(in: -1...1)
            let v = nextDouble(in: -1...1)
            let s = u * u + v * v
            if s > 0 && s < 1 { return u * (-2 * log(s) / s).squareRoot() }
        }
    }
}
