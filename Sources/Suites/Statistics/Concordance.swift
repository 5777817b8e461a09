/// Kendall's τ between an expected order and observed numbers.
///
/// ```
/// τ = (C − D) / (n (n − 1) / 2)
/// ```
///
/// `C` and `D` count pairs in and against the expected ascending order; a pair closer than the separation is
/// neither.
///
/// Source: Kendall, *Biometrika* 30 (1938) 81–93, doi:10.1093/biomet/30.1-2.81 (τ_a).
package struct Concordance: Sendable, Equatable {
    /// Pairs in the expected order.
    package let concordant: Int
    /// Pairs in the reverse order.
    package let discordant: Int
    /// All pairs.
    package let pairs: Int

    /// Counts the pairs of numbers that should ascend, each clear by at least `separation`.
    package init(ascending values: [Double], separation: Double) {
        var (concordant, discordant, pairs) = (0, 0, 0)
        for i in values.indices {
            for j in values.indices where j > i {
                pairs += 1
                let step = values[j] - values[i]
                if step > 0, step >= separation { concordant += 1 }
                if step < 0, -step >= separation { discordant += 1 }
            }
        }
        (self.concordant, self.discordant, self.pairs) = (concordant, discordant, pairs)
    }

    /// From −1, reversed, to 1, as expected.
    package var tau: Double { Double(concordant - discordant) / Double(pairs) }
}
