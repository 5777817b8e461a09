import Glibc
import Numerics

/// Equally likely sets of factors of one patient.
public struct PosteriorSample: Sendable {
    /// Logarithms of the factors, set by set.
    public let sets: [[Double]]
    /// Bridges from the Laplace approximation to the posterior; zero for a Laplace sample.
    public let stages: Int
    /// Share of accepted moves over all stages [1].
    public let acceptance: Double
    /// Effective share of the sets after the last weighting [1].
    public let effectiveShare: Double
    /// Rounds by which the normal distribution that was drawn from moved to the posterior.
    public let adaptations: Int
    /// What the draws say of the factors; nil where too few of them count.
    public let moments: Moments?

    /// Spread of the factors' logarithms over the draws.
    public struct Moments: Sendable {
        /// Covariance, row by row.
        public let covariance: [Double]
        /// Ends of the 90 % intervals, factor by factor.
        public let intervals: [(low: Double, high: Double)]

        /// Effective draws from which on moments are told.
        private static let fewest = 30.0

        init?(_ sets: [[Double]], _ weights: [Double]) {
            guard let first = sets.first, Resampling.effectiveCount(weights) >= Self.fewest else {
                return nil
            }
            let mean = first.indices.map { k in
                zip(weights, sets).reduce(0) { $0 + $1.0 * $1.1[k] }
            }
            covariance = WeightedMoments.covariance(sets, weights, around: mean)
            intervals = first.indices.map { k in
                let ends = WeightedMoments.quantiles(sets.map { $0[k] }, weights, at: [0.05, 0.95])
                return (ends[0], ends[1])
            }
        }
    }

    /// Draws from the Laplace approximation q and corrects by importance: more sets than wanted, resampled by
    /// their weights p/q.
    ///
    /// Where the loop is far from linear over the width of q, few sets carry the weight; q then moves to the
    /// posterior, see `AdaptedNormal`. What is left of it ``effectiveShare`` tells.
    ///
    /// Source: Smith, Gelfand, *Am. Stat.* 46 (1992) 84–88, doi:10.1080/00031305.1992.10475856.
    public init(
        laplace: LaplaceApproximation, of posterior: LoopPosterior, count: Int, seed: UInt64
    ) {
        var generator = SplitMix64(seed: seed)
        var proposal = AdaptedNormal(laplace)
        let size = Self.poolFactor * count
        func pool(_ size: Int) -> (sets: [[Double]], logarithms: [Double]) {
            let (sets, densities) = proposal.draw(size, &generator)
            let target = posterior.logDensities(sets, near: laplace.point)
            return (sets, zip(target, densities).map { $0 - $1 })
        }
        func share(_ logarithms: [Double]) -> Double {
            Resampling.effectiveCount(Resampling.weights(logarithms)) / Double(logarithms.count)
        }
        var drawn = pool(size)
        var rounds = 0
        let learners = min(size, Self.learners)
        while share(drawn.logarithms) < Self.fewEffective, rounds < Self.mostRounds,
            learners >= Self.drawsPerFactor * laplace.point.logarithms.count
        {
            if rounds == 0 {
                proposal.learn(from: drawn.sets, drawn.logarithms)
            }
            for _ in 0..<Self.roundsAtOnce {
                let trial = pool(learners)
                proposal.learn(from: trial.sets, trial.logarithms)
                rounds += 1
            }
            drawn = pool(size)
        }
        let weights = Resampling.weights(drawn.logarithms)
        sets = Resampling.systematic(weights, count: count, offset: generator.nextDouble())
            .map { drawn.sets[$0] }
        stages = 0
        acceptance = 1
        effectiveShare = Resampling.effectiveCount(weights) / Double(size)
        adaptations = rounds
        moments = Moments(drawn.sets, weights)
    }

    /// Share of draws that must carry weight [1].
    static let fewEffective = 0.1
    /// Draws of a round that the distribution learns from, and how many there must be for each factor.
    private static let learners = 800
    private static let drawsPerFactor = 20
    /// Rounds before draws are looked at again, and altogether.
    private static let roundsAtOnce = 3
    private static let mostRounds = 6

    /// Sets drawn for each one kept.
    private static let poolFactor = 4

    /// Samples the posterior itself by sequential Monte Carlo from the widened Laplace approximation q:
    ///
    /// ```
    /// p_β ∝ q^(1−β)·p^β,        β: 0 → 1 so that half of the sets stay effective at each stage
    /// ```
    ///
    /// weights, systematic resampling, then random walks with the covariance of the sets.
    ///
    /// Source: Del Moral, Doucet, Jasra, *J. R. Stat. Soc. B* 68 (2006) 411–436,
    /// doi:10.1111/j.1467-9868.2006.00553.x; step 2.38/√d of the walks: Roberts, Rosenthal,
    /// *Stat. Sci.* 16 (2001) 351–367, doi:10.1214/ss/1015346320.
    public init(
        sampling posterior: LoopPosterior, from laplace: LaplaceApproximation, count: Int,
        seed: UInt64
    ) {
        var walk = TemperedWalk(posterior, laplace, count: count, seed: seed)
        while walk.exponent < 1 { walk.advance() }
        sets = walk.sets
        stages = walk.stages
        acceptance = walk.moves > 0 ? Double(walk.accepted) / Double(walk.moves) : 1
        effectiveShare = walk.effectiveShare
        adaptations = 0
        moments = Moments(
            sets, [Double](repeating: 1 / Double(max(sets.count, 1)), count: sets.count))
    }
}

/// The sets on their way from q to the posterior.
private struct TemperedWalk {
    private(set) var sets: [[Double]] = []
    private(set) var exponent = 0.0
    private(set) var stages = 0
    private(set) var moves = 0
    private(set) var accepted = 0
    private(set) var effectiveShare = 1.0
    private let posterior: LoopPosterior
    private let laplace: LaplaceApproximation
    private var generator: SplitMix64
    /// ln p and ln q of each set.
    private var target: [Double] = []
    private var start: [Double] = []

    /// Widening of q, so that its tails cover those of the posterior [1].
    private static let widening = 1.25
    /// Share of the sets that stays effective at a stage [1].
    private static let keptShare = 0.5
    /// Random-walk moves of each set at a stage.
    private static let walksPerStage = 6

    init(
        _ posterior: LoopPosterior, _ laplace: LaplaceApproximation, count: Int, seed: UInt64
    ) {
        self.posterior = posterior
        self.laplace = laplace
        generator = SplitMix64(seed: seed)
        let dimension = laplace.point.logarithms.count
        for _ in 0..<count {
            let normal = (0..<dimension).map { _ in generator.nextNormal() }
            sets.append(laplace.logarithms(normal, scale: Self.widening))
            start.append(-0.5 * normal.reduce(0) { $0 + $1 * $1 })
        }
        target = posterior.logDensities(sets, near: laplace.point)
    }

    /// One stage: weights, resampling, moves.
    mutating func advance() {
        let gains = zip(target, start).map { $0 - $1 }
        let next = nextExponent(gains)
        let weights = weights(gains, next)
        effectiveShare = Resampling.effectiveCount(weights) / Double(sets.count)
        exponent = next
        stages += 1
        resample(weights)
        let walk = Cholesky.lower(covariance(), count: laplace.point.logarithms.count)
        for _ in 0..<Self.walksPerStage { move(walk) }
    }

    private func weights(_ gains: [Double], _ next: Double) -> [Double] {
        Resampling.weights(gains.map { (next - exponent) * $0 })
    }

    /// The largest exponent that keeps enough sets effective, by bisection.
    private func nextExponent(_ gains: [Double]) -> Double {
        let wanted = Self.keptShare * Double(sets.count)
        func isFine(_ next: Double) -> Bool {
            Resampling.effectiveCount(weights(gains, next)) >= wanted
        }
        if isFine(1) { return 1 }
        var (low, high) = (exponent, 1.0)
        for _ in 0..<40 {
            let middle = (low + high) / 2
            if isFine(middle) { low = middle } else { high = middle }
        }
        // Sets that cannot run keep the share down for good; a stage must end all the same.
        return low > exponent ? low : min(1, exponent + 0.1)
    }

    /// Each set as often as its weight says, up to one.
    private mutating func resample(_ weights: [Double]) {
        let places = Resampling.systematic(
            weights, count: sets.count, offset: generator.nextDouble())
        sets = places.map { sets[$0] }
        target = places.map { target[$0] }
        start = places.map { start[$0] }
    }

    /// Covariance of the sets, row by row.
    private func covariance() -> [Double] {
        let dimension = laplace.point.logarithms.count
        let mean = (0..<dimension).map { k in
            sets.reduce(0) { $0 + $1[k] } / Double(sets.count)
        }
        var covariance = [Double](repeating: 0, count: dimension * dimension)
        for set in sets {
            for i in 0..<dimension {
                for j in 0..<dimension {
                    covariance[i * dimension + j] += (set[i] - mean[i]) * (set[j] - mean[j])
                }
            }
        }
        return covariance.map { $0 / Double(max(sets.count - 1, 1)) }
    }

    /// One Metropolis move of every set.
    private mutating func move(_ walk: [Double]) {
        let dimension = laplace.point.logarithms.count
        let scale = 2.38 / Double(dimension).squareRoot()
        var proposals: [[Double]] = []
        var levels: [Double] = []
        for set in sets {
            let normal = (0..<dimension).map { _ in generator.nextNormal() }
            proposals.append(
                (0..<dimension).map { row in
                    var sum = 0.0
                    for column in 0...row { sum += walk[row * dimension + column] * normal[column] }
                    return set[row] + scale * sum
                })
            levels.append(log(max(generator.nextDouble(), .leastNormalMagnitude)))
        }
        let densities = posterior.logDensities(proposals, near: laplace.point)
        for k in sets.indices {
            moves += 1
            let from = laplace.logDensity(proposals[k], scale: Self.widening)
            let change = exponent * (densities[k] - target[k]) + (1 - exponent) * (from - start[k])
            guard densities[k].isFinite, levels[k] < change else { continue }
            sets[k] = proposals[k]
            target[k] = densities[k]
            start[k] = from
            accepted += 1
        }
    }
}
