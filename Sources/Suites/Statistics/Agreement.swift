package import Verification

/// How predictions agree with measurements of the same individuals.
///
/// ```
/// dᵢ = predictedᵢ − measuredᵢ,  limits of agreement = d̄ ± 1.96 s
/// standard error of a limit ≈ s √(1/n + 1.96² / (2 (n − 1)))
/// ```
///
/// Source: Bland, Altman, *Lancet* 327 (1986) 307–310, doi:10.1016/S0140-6736(86)90837-8; the error of a limit:
/// the same, *Stat. Methods Med. Res.* 8 (1999) 135–160, doi:10.1177/096228029900800204.
package struct Agreement: Sendable {
    /// The individuals.
    package let pairs: [MeasuredPair]
    /// Mean of the differences.
    package let bias: Double
    /// Standard deviation of the differences.
    package let deviation: Double
    /// Limits of agreement.
    package let limits: ClosedRange<Double>
    /// Half width of the 95 % confidence interval of the bias, and of each limit.
    package let biasHalfWidth: Double
    package let limitHalfWidth: Double
    /// Root mean square of the differences.
    package let rootMeanSquare: Double
    /// Pearson's correlation of predicted with measured.
    package let correlation: Double

    /// Compares; nil of fewer than two individuals, and of numbers that are not finite.
    package init?(_ pairs: [MeasuredPair]) {
        guard pairs.count > 1,
            pairs.allSatisfy({ $0.predicted.isFinite && $0.measured.isFinite })
        else { return nil }
        self.pairs = pairs
        let count = Double(pairs.count)
        let differences = Moments(pairs.map { $0.predicted - $0.measured })
        (bias, deviation) = (differences.mean, differences.deviation)
        let half = Self.normal95 * deviation
        limits = (bias - half)...(bias + half)
        let t = StudentT.quantile(0.975, freedom: count - 1)
        biasHalfWidth = t * differences.standardError
        limitHalfWidth =
            t * deviation
            * (1 / count + Self.normal95 * Self.normal95 / (2 * (count - 1))).squareRoot()
        rootMeanSquare =
            (differences.sorted.reduce(0) { $0 + $1 * $1 } / count).squareRoot()
        let (x, y) = (Moments(pairs.map(\.measured)), Moments(pairs.map(\.predicted)))
        let products = pairs.reduce(0) {
            $0 + ($1.measured - x.mean) * ($1.predicted - y.mean)
        }
        correlation = products / (count - 1) / (x.deviation * y.deviation)
    }

    /// 97.5 % quantile of the normal distribution.
    package static let normal95 = 1.959963984540054

    /// Slope and intercept of measured against predicted by least squares: 1 and 0 of calibrated predictions.
    package var calibration: (slope: Double, intercept: Double) {
        let (x, y) = (Moments(pairs.map(\.predicted)), Moments(pairs.map(\.measured)))
        let products = pairs.reduce(0) {
            $0 + ($1.predicted - x.mean) * ($1.measured - y.mean)
        }
        let slope = products / (Double(pairs.count - 1) * x.deviation * x.deviation)
        return (slope, y.mean - slope * x.mean)
    }

    /// Share of the individuals with a predictive distribution whose measured value lies in its central
    /// interval of a nominal share [1]; nil where none has one.
    package func coverage(_ nominal: Double) -> Double? {
        let levels = pairs.compactMap(\.level)
        guard !levels.isEmpty else { return nil }
        let tail = (1 - nominal) / 2
        return Double(levels.count { $0 >= tail && $0 <= 1 - tail }) / Double(levels.count)
    }
}
