import Glibc

/// Student's t distribution.
///
/// ```
/// P(|T| > t) = I(ν / (ν + t²); ν/2, 1/2)
/// ```
///
/// `I` is the regularised incomplete beta function, by its continued fraction.
///
/// Source: NIST Digital Library of Mathematical Functions, equations 8.17.22 and 8.17.4,
/// https://dlmf.nist.gov/8.17; evaluated by the method of Lentz, *Appl. Opt.* 15 (1976) 668–671,
/// doi:10.1364/AO.15.000668.
package enum StudentT {
    /// P(T ≤ t) [1] for ν > 0 degrees of freedom; not a number where t is.
    package static func cumulative(_ t: Double, freedom: Double) -> Double {
        guard !t.isNaN, freedom > 0 else { return .nan }
        if t.isInfinite { return t < 0 ? 0 : 1 }
        let tail = 0.5 * incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
        return t < 0 ? tail : 1 - tail
    }

    /// P(T > t) [1]; keeps its digits where it is small.
    package static func upperTail(_ t: Double, freedom: Double) -> Double {
        cumulative(-t, freedom: freedom)
    }

    /// The t with P(T ≤ t) = p, for 0 < p < 1, by bisection to the last bits.
    package static func quantile(_ p: Double, freedom: Double) -> Double {
        guard p > 0, p < 1, freedom > 0 else { return .nan }
        if p == 0.5 { return 0 }
        // The upper half mirrors the lower one, where small probabilities keep their digits.
        if p > 0.5 { return -quantile(1 - p, freedom: freedom) }
        var (low, high) = (-1.0, 0.0)
        while cumulative(low, freedom: freedom) > p, low > -1e300 { low *= 2 }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            guard middle > low, middle < high else { break }
            if cumulative(middle, freedom: freedom) < p { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// I(x; a, b) for 0 ≤ x ≤ 1 and positive a, b.
    package static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        // The fraction converges fast below the mean of the distribution only.
        return x <= (a + 1) / (a + b + 2)
            ? lowerTail(x, a, b) : 1 - lowerTail(1 - x, b, a)
    }

    private static func lowerTail(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
        return front / fraction(x, a, b)
    }

    /// The continued fraction 1 + d1/(1 + d2/(1 + …)) of equation 8.17.22.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        var value = 1.0
        var (c, d) = (1.0, 0.0)
        for step in 1...10_000 {
            let m = Double(step / 2)
            let term =
                step % 2 == 0
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 + term * d
            if abs(d) < tiny { d = tiny }
            d = 1 / d
            c = 1 + term / c
            if abs(c) < tiny { c = tiny }
            let factor = c * d
            value *= factor
            if abs(factor - 1) < 1e-16 { break }
        }
        return value
    }
}
