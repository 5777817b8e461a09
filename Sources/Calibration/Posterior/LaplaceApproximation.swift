import Numerics

/// The posterior as a normal distribution around its mode.
///
/// Source: MacKay, *Information Theory, Inference, and Learning Algorithms* (2003), chapter 27.
public struct LaplaceApproximation: Sendable {
    /// The mode, with the derivatives there.
    public let point: LoopPoint
    /// Covariance of the logarithms, row by row: (JᵀJ)⁻¹ of targets and prior.
    public let covariance: [Double]
    /// −ln p by iteration of the search.
    public let costs: [Double]
    /// Places of factors that ended on the bound of a parameter.
    public let onBound: [Int]
    private let lower: [Double]

    /// Searches the mode by Levenberg's and Marquardt's method with exact derivatives.
    ///
    /// - Throws: ``CalibrationError/notConverged(iterations:costs:)``; `CirculationError` for a base
    ///   that does not run.
    public init(
        of posterior: LoopPosterior, minimiser: LevenbergMarquardt = .ofPosterior
    ) throws {
        let study = posterior.study
        let ranges = study.ranges
        var known = try study.point([Double](repeating: 0, count: study.factors.count))
        func point(_ logarithms: [Double]) throws -> LoopPoint {
            if logarithms != known.logarithms { known = try study.point(logarithms, near: known) }
            return known
        }
        let fit = try minimiser.fit(
            start: known.logarithms, lower: ranges.map(\.lowerBound),
            upper: ranges.map(\.upperBound)
        ) {
            posterior.residuals(try point($0).readings, $0)
        } jacobian: { logarithms, _ in
            posterior.residualDerivatives(try point(logarithms).jacobian)
        }
        self.point = try point(fit.values)
        covariance = fit.covariance
        costs = fit.costs
        onBound = fit.onBound
        lower = Cholesky.lower(fit.covariance, count: fit.values.count)
    }

    /// Standard deviation of each logarithm [1].
    public var deviations: [Double] {
        let count = point.logarithms.count
        return (0..<count).map { covariance[$0 * (count + 1)].squareRoot() }
    }

    /// Correlation of two logarithms [1].
    public func correlation(_ a: Int, _ b: Int) -> Double {
        let count = point.logarithms.count
        return covariance[a * count + b] / (deviations[a] * deviations[b])
    }

    /// Covariance of a reading with every logarithm, by the linear model around the mode.
    func covariances(ofReading place: Int) -> [Double] {
        let count = point.logarithms.count
        return (0..<count).map { row in
            (0..<count).reduce(0) {
                $0 + covariance[row * count + $1] * point.jacobian[$1][place]
            }
        }
    }

    /// Standard deviation of a reading, in its unit, by the linear model around the mode.
    public func deviation(ofReading place: Int) -> Double {
        let covariances = covariances(ofReading: place)
        let variance = covariances.indices.reduce(0) {
            $0 + covariances[$1] * point.jacobian[$1][place]
        }
        return max(variance, 0).squareRoot()
    }

    /// The logarithms at standard normal coordinates: mode + scale·L·z, with LLᵀ the covariance.
    package func logarithms(_ normal: [Double], scale: Double = 1) -> [Double] {
        let count = normal.count
        return (0..<count).map { row in
            var sum = 0.0
            for column in 0...row { sum += lower[row * count + column] * normal[column] }
            return point.logarithms[row] + scale * sum
        }
    }

    /// ln of the density at some logarithms up to a constant, with deviations times `scale`.
    package func logDensity(_ logarithms: [Double], scale: Double) -> Double {
        let count = logarithms.count
        var normal = [Double](repeating: 0, count: count)
        var sum = 0.0
        for row in 0..<count {
            var rest = (logarithms[row] - point.logarithms[row]) / scale
            for column in 0..<row { rest -= lower[row * count + column] * normal[column] }
            let pivot = lower[row * count + row]
            normal[row] = pivot > 0 ? rest / pivot : 0
            sum += normal[row] * normal[row]
        }
        return -0.5 * sum
    }
}
