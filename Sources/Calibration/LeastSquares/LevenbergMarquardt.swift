/// Result of a nonlinear least-squares fit.
public struct LeastSquaresFit: Sendable {
    /// Values at the minimum.
    public var values: [Double]
    /// Residuals at the minimum.
    public var residuals: [Double]
    /// Half the sum of squares before each iteration and at the end.
    public var costs: [Double]
    /// Inverse of JᵀJ at the minimum, row-major: the covariance if residuals have unit variance.
    public var covariance: [Double]
    /// Indices of values that ended on a bound.
    public var onBound: [Int]
}

/// Damped Gauss–Newton method for a sum of squares, with box constraints.
///
/// Derivatives by forward differences, or exact ones where the caller has them; damping by Marquardt's
/// scaling with Nielsen's update of the factor; steps are projected on the box. A trial at which the model
/// fails counts as a bad step.
///
/// Source: Madsen, Nielsen & Tingleff, *Methods for Non-Linear Least Squares Problems*, 2nd edition
/// (Technical University of Denmark, 2004), algorithm 3.16.
public struct LevenbergMarquardt: Sendable {
    /// Iterations before giving up.
    public var maximumIterations = 60
    /// The fit ends when the cost decreases by less than this share [1].
    public var relativeTolerance = 1e-4
    /// The fit ends also when the cost decreases by less than this [1]; none unless given.
    public var absoluteTolerance = 0.0
    /// Step of the finite differences, in the unit of the values.
    public var differenceStep = 1e-4
    /// Damping at the start, relative to the diagonal of JᵀJ [1].
    public var initialDamping = 1e-3
    /// Failed trials within one iteration before the minimum counts as found.
    public var maximumTrials = 12

    /// Makes a solver with its defaults.
    public init() {}

    /// For costs that are −ln p of a posterior: a set of values half a per cent likelier is no other one.
    ///
    /// Where one wave of filling swallows the other the cost has an edge along which the search only creeps.
    public static var ofPosterior: LevenbergMarquardt {
        var minimiser = LevenbergMarquardt()
        minimiser.absoluteTolerance = 0.005
        return minimiser
    }

    /// Minimises ½‖r(x)‖² over lower ≤ x ≤ upper, with derivatives by differences.
    ///
    /// - Throws: what `residuals` throws at the start;
    ///   ``CalibrationError/notConverged(iterations:costs:)``.
    public func fit(
        start: [Double], lower: [Double], upper: [Double],
        residuals: ([Double]) throws -> [Double]
    ) throws -> LeastSquaresFit {
        try fit(start: start, lower: lower, upper: upper, residuals: residuals) { x, r in
            try differences(x, r, upper: upper, residuals: residuals)
        }
    }

    /// Minimises ½‖r(x)‖² over lower ≤ x ≤ upper.
    ///
    /// - Parameter jacobian: the columns of ∂r/∂x at x, where the residuals r are known.
    /// - Throws: what the closures throw at the start;
    ///   ``CalibrationError/notConverged(iterations:costs:)``.
    public func fit(
        start: [Double], lower: [Double], upper: [Double],
        residuals: ([Double]) throws -> [Double],
        jacobian: (_ x: [Double], _ r: [Double]) throws -> [[Double]]
    ) throws -> LeastSquaresFit {
        func project(_ x: [Double]) -> [Double] {
            x.indices.map { min(max(x[$0], lower[$0]), upper[$0]) }
        }
        var x = project(start)
        var r = try residuals(x)
        var cost = halfSquare(r)
        var costs = [cost]
        var damping = initialDamping
        for _ in 0..<maximumIterations {
            let normal = NormalEquations(jacobian: try jacobian(x, r), residuals: r)
            var growth = 2.0
            var accepted = false
            for _ in 0..<maximumTrials {
                let step = normal.step(damping: damping)
                let trial = project(zip(x, step).map { $0 + $1 })
                let move = zip(trial, x).map { $0 - $1 }
                let predicted = normal.predictedDecrease(move)
                let trialResiduals = try? residuals(trial)
                let trialCost = trialResiduals.map(halfSquare) ?? .infinity
                if let trialResiduals, trialCost < cost, predicted > 0 {
                    let ratio = (cost - trialCost) / predicted
                    let cube = (2 * ratio - 1) * (2 * ratio - 1) * (2 * ratio - 1)
                    damping *= max(1.0 / 3, 1 - cube)
                    (x, r) = (trial, trialResiduals)
                    accepted = true
                    break
                }
                damping *= growth
                growth *= 2
            }
            let decrease = costs[costs.count - 1] - halfSquare(r)
            cost = halfSquare(r)
            costs.append(cost)
            if !accepted || decrease <= max(relativeTolerance * cost, absoluteTolerance) {
                let final = try jacobian(x, r)
                return LeastSquaresFit(
                    values: x, residuals: r, costs: costs,
                    covariance: NormalEquations(jacobian: final, residuals: r).inverse(),
                    onBound: x.indices.filter { x[$0] <= lower[$0] || x[$0] >= upper[$0] })
            }
        }
        throw CalibrationError.notConverged(iterations: maximumIterations, costs: costs)
    }

    /// Jacobian by columns, forward differences that stay inside the box.
    private func differences(
        _ x: [Double], _ r: [Double], upper: [Double], residuals: ([Double]) throws -> [Double]
    ) throws -> [[Double]] {
        try x.indices.map { column in
            var shifted = x
            let step = x[column] + differenceStep > upper[column] ? -differenceStep : differenceStep
            shifted[column] += step
            return zip(try residuals(shifted), r).map { ($0 - $1) / step }
        }
    }

    private func halfSquare(_ r: [Double]) -> Double { 0.5 * r.reduce(0) { $0 + $1 * $1 } }
}
