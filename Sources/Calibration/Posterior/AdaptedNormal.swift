import Glibc
package import Numerics

/// A normal distribution to draw sets of factors from, moved towards the posterior by its own draws.
///
/// Where the loop is far from linear over the width of the Laplace approximation, hardly a draw from that carries
/// weight, and what is drawn tells less than it seems. A round draws, weights by p/q, tempers the weights so that a
/// quarter of the draws stays effective, and takes their mean and covariance for the next round.
///
/// Source: Cappé, Guillin, Marin, Robert, *J. Comput. Graph. Stat.* 13 (2004) 907–929,
/// doi:10.1198/106186004X12803 (population Monte Carlo), from memory; the tempering is ours.
package struct AdaptedNormal {
    /// Mean of the logarithms.
    package private(set) var mean: [Double]
    /// Lower Cholesky factor of their covariance, row by row.
    package private(set) var lower: [Double]

    /// Share of the draws that stays effective when a round is judged [1].
    package static let keptShare = 0.25
    /// Widening of deviations from round to round, so that the tails are covered [1].
    package static let widening = 1.15

    private var count: Int { mean.count }

    /// A normal distribution.
    ///
    /// - Parameter covariance: row by row.
    package init(mean: [Double], covariance: [Double]) {
        precondition(covariance.count == mean.count * mean.count, "a square matrix")
        self.mean = mean
        lower = Cholesky.lower(covariance, count: mean.count)
    }

    init(_ laplace: LaplaceApproximation) {
        self.init(mean: laplace.point.logarithms, covariance: laplace.covariance)
    }

    /// Draws sets, with ln q of each up to a constant.
    package func draw(
        _ sets: Int, _ generator: inout SplitMix64
    ) -> (sets: [[Double]], densities: [Double]) {
        var drawn: [[Double]] = []
        var densities: [Double] = []
        for _ in 0..<sets {
            let normal = mean.map { _ in generator.nextNormal() }
            var set = mean
            for row in 0..<count {
                var sum = 0.0
                for column in 0...row { sum += lower[row * count + column] * normal[column] }
                set[row] += sum
            }
            drawn.append(set)
            densities.append(-0.5 * normal.reduce(0) { $0 + $1 * $1 })
        }
        return (drawn, densities)
    }

    /// Moves to where draws with some ln p/q lie.
    package mutating func learn(from sets: [[Double]], _ logarithms: [Double]) {
        let weights = Self.tempered(logarithms)
        mean = (0..<count).map { k in zip(weights, sets).reduce(0) { $0 + $1.0 * $1.1[k] } }
        let covariance = WeightedMoments.covariance(sets, weights, around: mean)
        lower = Cholesky.lower(
            covariance.map { Self.widening * Self.widening * $0 }, count: count)
    }

    /// Weights (p/q)^β with the largest β ≤ 1 that keeps enough draws effective.
    package static func tempered(_ logarithms: [Double]) -> [Double] {
        let wanted = keptShare * Double(logarithms.count)
        func weights(_ exponent: Double) -> [Double] {
            // Infinities times zero are no numbers.
            Resampling.weights(logarithms.map { $0.isFinite ? exponent * $0 : -.infinity })
        }
        if Resampling.effectiveCount(weights(1)) >= wanted { return weights(1) }
        var (low, high) = (0.0, 1.0)
        for _ in 0..<40 {
            let middle = 0.5 * (low + high)
            if Resampling.effectiveCount(weights(middle)) >= wanted {
                low = middle
            } else {
                high = middle
            }
        }
        return weights(low)
    }
}

/// Moments of weighted sets.
package enum WeightedMoments {
    /// Covariance, row by row.
    package static func covariance(
        _ sets: [[Double]], _ weights: [Double], around mean: [Double]
    ) -> [Double] {
        let count = mean.count
        var covariance = [Double](repeating: 0, count: count * count)
        for (set, weight) in zip(sets, weights) where weight > 0 {
            for i in 0..<count {
                for j in 0..<count {
                    covariance[i * count + j] += weight * (set[i] - mean[i]) * (set[j] - mean[j])
                }
            }
        }
        return covariance
    }

    /// Values below which shares of the weight lie.
    package static func quantiles(
        _ values: [Double], _ weights: [Double], at shares: [Double]
    ) -> [Double] {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        return shares.map { share in
            var sum = 0.0
            for place in order {
                sum += weights[place]
                if sum >= share { return values[place] }
            }
            return order.last.map { values[$0] } ?? .nan
        }
    }
}
