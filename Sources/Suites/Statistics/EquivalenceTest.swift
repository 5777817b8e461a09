/// Two one-sided t tests: is the mean of a sample within a margin of a target?
///
/// ```
/// t₁ = (d − (Δ − m)) / s,  t₂ = (d − (Δ + m)) / s,  p = max(P(T > t₁), P(T < t₂))
/// ```
///
/// - `d`: mean of the sample, or difference of two means; `s`: its standard error; `Δ ± m`: target and margin.
/// - Degrees of freedom: n − 1 of one sample (or of paired differences), Welch–Satterthwaite of two.
///
/// Equivalence at level α is shown when p < α, which is when the 1 − 2α confidence interval lies within
/// the margin.
///
/// Sources: Schuirmann, *J. Pharmacokinet. Biopharm.* 15 (1987) 657–680, doi:10.1007/BF01068419;
/// Welch, *Biometrika* 34 (1947) 28–35, doi:10.1093/biomet/34.1-2.28.
package struct EquivalenceTest: Sendable, Equatable {
    /// Mean, or difference of means.
    package let estimate: Double
    /// Standard error of ``estimate``.
    package let standardError: Double
    /// Degrees of freedom.
    package let freedom: Double
    /// The larger of the two p values [1].
    package let p: Double
    /// Confidence interval 1 − 2α of ``estimate``.
    package let interval: ClosedRange<Double>

    /// Tests one sample, or paired differences; at least two numbers.
    package init(_ sample: [Double], target: Double, margin: Double, alpha: Double) {
        let moments = Moments(sample)
        self.init(
            estimate: moments.mean, standardError: moments.standardError,
            freedom: Double(moments.count - 1), target: target, margin: margin, alpha: alpha)
    }

    /// Tests the difference of two independent samples, first minus second; at least two numbers in each.
    package init(
        _ first: [Double], minus second: [Double], target: Double, margin: Double, alpha: Double
    ) {
        let (a, b) = (Moments(first), Moments(second))
        let (u, v) = (a.standardError * a.standardError, b.standardError * b.standardError)
        let (n, m) = (Double(a.count - 1), Double(b.count - 1))
        // Two constant samples have no spread to divide by; the smaller n is on the safe side.
        let freedom = u + v > 0 ? (u + v) * (u + v) / (u * u / n + v * v / m) : min(n, m)
        self.init(
            estimate: a.mean - b.mean, standardError: (u + v).squareRoot(), freedom: freedom,
            target: target, margin: margin, alpha: alpha)
    }

    private init(
        estimate: Double, standardError: Double, freedom: Double, target: Double, margin: Double,
        alpha: Double
    ) {
        (self.estimate, self.standardError, self.freedom) = (estimate, standardError, freedom)
        // Without spread the estimate is certain: t is infinite on the side on which it lies.
        func tail(_ distance: Double) -> Double {
            guard standardError > 0 else { return distance > 0 ? 0 : 1 }
            return StudentT.upperTail(distance / standardError, freedom: freedom)
        }
        p = max(tail(estimate - (target - margin)), tail(target + margin - estimate))
        let half = StudentT.quantile(1 - alpha, freedom: freedom) * standardError
        interval = (estimate - half)...(estimate + half)
    }
}
