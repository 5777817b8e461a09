import Glibc

/// Whether a sample may come from the standard normal distribution.
///
/// ```
/// D = sup |Fₙ(x) − Φ(x)|,   p ≈ 2 Σ (−1)ᵏ⁻¹ exp(−2k²λ²),   λ = (√n + 0.12 + 0.11/√n)·D
/// ```
///
/// Source: Stephens, *J. R. Stat. Soc. B* 32 (1970) 115–122, as in *Numerical Recipes*, section 14.3 (from memory).
public struct KolmogorovSmirnov: Sendable, Equatable {
    /// Largest distance of the distribution functions [1].
    public let distance: Double
    /// Chance of a larger distance if the sample does come from it [1].
    public let probability: Double

    /// Compares a sample of at least one.
    public init(ofNormal sample: [Double]) {
        precondition(!sample.isEmpty, "an empty sample has no distribution")
        let sorted = sample.sorted()
        let count = Double(sorted.count)
        var distance = 0.0
        for (place, value) in sorted.enumerated() {
            let expected = 0.5 * erfc(-value / 2.0.squareRoot())
            distance = max(
                distance, expected - Double(place) / count, Double(place + 1) / count - expected)
        }
        self.distance = distance
        let root = count.squareRoot()
        probability = Self.tail((root + 0.12 + 0.11 / root) * distance)
    }

    /// Kolmogorov's tail; one where the series does not yet converge, which is where it is one.
    private static func tail(_ lambda: Double) -> Double {
        guard lambda > 0.2 else { return 1 }
        var sum = 0.0
        var sign = 1.0
        for k in 1...100 {
            let term = exp(-2 * Double(k * k) * lambda * lambda)
            sum += sign * term
            sign = -sign
            if term < 1e-12 { break }
        }
        return min(max(2 * sum, 0), 1)
    }
}
