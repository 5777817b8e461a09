/// Fisher's F distribution.
///
/// ```
/// P(F > f) = I(d₂ / (d₂ + d₁·f); d₂/2, d₁/2)
/// ```
///
/// Source: NIST Digital Library of Mathematical Functions, §8.17 (the regularised incomplete beta function ``StudentT``
/// evaluates); the relation is the distribution's definition by two independent χ².
package enum FisherF {
    /// P(F > f) [1] with d₁ and d₂ degrees of freedom; not a number where f is.
    package static func upperTail(_ f: Double, _ first: Double, _ second: Double) -> Double {
        guard !f.isNaN, first > 0, second > 0 else { return .nan }
        if f <= 0 { return 1 }
        return StudentT.incompleteBeta(second / (second + first * f), second / 2, first / 2)
    }
}
