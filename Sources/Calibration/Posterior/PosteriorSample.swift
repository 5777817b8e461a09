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

    /// Draws from the Laplace approximation q and corrects by importance: more sets than wanted, resampled by
    /// their weights p/q.
    ///
    /// Where the loop is far from linear over the width of q few sets carry the weight, which
    /// ``effectiveShare`` tells.
    ///
    /// Source: Smith, Gelfand, *Am. Stat.* 46 (1992) 84–88, doi:10.1080/00031305.1992.10475856.
    public init(
        laplace: LaplaceApproximation, of posterior: LoopPosterior, count: Int, seed: UInt64
    ) {
        var generator = SplitMix64(seed: seed)
        var pool: [[Double]] = []
        var logs: [Double] = []
        for _ in 0..<Self.poolFactor * count {
            let normal = laplace.point.logarithms.map { _ in generator.nextNormal() }
            pool.append(laplace.logarithms(normal))
            logs.append(0.5 * normal.reduce(0) { $0 + $1 * $1 })
        }
        for (place, density) in posterior.logDensities(pool, near: laplace.point).enumerated() {
            logs[place] += density
        }
        let weights = Resampling.weights(logs)
        sets = Resampling.systematic(weights, count: count, offset: generator.nextDouble())
            .map { pool[$0] }
        stages = 0
        acceptance = 1
        effectiveShare = Resampling.effectiveCount(weights) / Double(pool.count)
    }

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
