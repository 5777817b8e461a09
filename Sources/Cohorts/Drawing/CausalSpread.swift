import Calibration

/// How far the causes must spread for their effects to spread as published.
///
/// Of all normal distributions of the factors θ whose outputs y = Jθ have given standard deviations, the one
/// nearest to the prior N(0, S²) (least relative entropy):
///
/// ```
/// Σ = (S⁻² + Σᵢ λᵢ jᵢ jᵢᵀ)⁻¹          jᵢᵀ Σ jᵢ = σᵢ²  for every output i
/// ```
///
/// found by iterative proportional fitting: each update satisfies one condition exactly, by Sherman and
/// Morrison's formula, and keeps Σ positive definite. Correlations that nobody published are then those
/// which the circulation itself makes.
///
/// Source: Kullback, *Information Theory and Statistics* (1959), chapter 3 (from memory); Deming, Stephan, *Ann. Math. Stat.* 11
/// (1940) 427–444, doi:10.1214/aoms/1177731829.
package struct CausalSpread: Sendable {
    /// Covariance of the factors, row by row.
    package let covariance: [Double]
    /// Largest relative error of a standard deviation of an output.
    package let largestError: Double

    /// Sweeps over the outputs at most: directions that are told twice converge slowly.
    private static let mostSweeps = 400
    /// Relative error of the standard deviations that counts as none.
    private static let tolerance = 1e-4

    /// Finds the spread.
    ///
    /// - Parameters:
    ///   - prior: standard deviations of the factors.
    ///   - rows: derivative of each output by the factors.
    ///   - deviations: wanted standard deviations of the outputs.
    package init(prior: [Double], rows: [[Double]], deviations: [Double]) {
        let count = prior.count
        var covariance = [Double](repeating: 0, count: count * count)
        for k in 0..<count { covariance[k * count + k] = prior[k] * prior[k] }
        func product(_ row: [Double]) -> [Double] {
            (0..<count).map { a in
                (0..<count).reduce(0) { $0 + covariance[a * count + $1] * row[$1] }
            }
        }
        func variance(_ row: [Double], _ image: [Double]) -> Double {
            zip(row, image).reduce(0) { $0 + $1.0 * $1.1 }
        }
        func error() -> Double {
            zip(rows, deviations).reduce(0) { largest, output in
                let now = variance(output.0, product(output.0)).squareRoot()
                return now.isFinite ? max(largest, abs(now / output.1 - 1)) : .infinity
            }
        }
        var sweeps = 0
        while sweeps < Self.mostSweeps, error() > Self.tolerance {
            for (row, deviation) in zip(rows, deviations) {
                let image = product(row)
                let now = variance(row, image)
                let multiplier = 1 / (deviation * deviation) - 1 / now
                let scale = multiplier / (1 + multiplier * now)
                for a in 0..<count {
                    for b in 0..<count {
                        covariance[a * count + b] -= scale * image[a] * image[b]
                    }
                }
            }
            sweeps += 1
        }
        self.covariance = covariance
        largestError = error()
    }

    /// Its lower Cholesky factor, row by row.
    func lower(count: Int) -> [Double] { Cholesky.lower(covariance, count: count) }
}
