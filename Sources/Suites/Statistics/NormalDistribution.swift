import Glibc

/// The normal distribution with mean 0 and deviation 1.
package enum NormalDistribution {
    /// P(Z ≤ z) [1].
    package static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z * 0.5.squareRoot()) }

    /// The z with P(Z ≤ z) = p, for 0 < p < 1, by bisection to the last bits.
    package static func quantile(_ p: Double) -> Double {
        guard p > 0, p < 1 else { return .nan }
        if p > 0.5 { return -quantile(1 - p) }
        var (low, high) = (-40.0, 0.0)
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }
}
