import Numerics

/// Shares of a model's variance that its inputs explain, alone and together with others.
///
/// ```
/// Sᵢ = mean(f(B)·(f(Aᵢ) − f(A)))/V        alone: what the variance would lose if input i were known
/// Tᵢ = mean((f(A) − f(Aᵢ))²)/(2·V)        in all: what would remain if everything else were known
/// ```
///
/// - `A`, `B`: independent samples; `Aᵢ`: A with input i of B; `V`: variance of f over A and B together.
/// - f is centred before the first mean, which does not change its expectation.
/// - Intervals hold 90 % of bootstrap samples of the rows. Sᵢ may come out slightly negative: that is its error.
///
/// Source: Saltelli et al. 2010, doi:10.1016/j.cpc.2009.09.018, table 2, (b) for Sᵢ and (f), of Jansen 1999,
/// doi:10.1016/S0010-4655(98)00154-4, for Tᵢ (from memory, held by tests with exact indices).
public struct SobolIndices: Sendable, Equatable {
    /// An estimate with the ends of its 90 % interval.
    public struct Estimate: Sendable, Equatable, Encodable {
        /// The estimate.
        public var value: Double
        /// Ends of the interval.
        public var low: Double
        public var high: Double
    }

    /// Mean of the model over A and B.
    public let mean: Double
    /// Its variance there.
    public let variance: Double
    /// Shares explained by each input alone; empty for a constant model.
    public let alone: [Estimate]
    /// Shares in which each input takes part.
    public let inAll: [Estimate]
    /// Rows behind the estimates.
    public let rows: Int

    /// Estimates from values at A, B and at A with each input of B.
    init(first: [Double], second: [Double], mixed: [[Double]], replicates: Int, seed: UInt64) {
        rows = first.count
        let all = Array(first.indices)
        let sample = Sample(first: first, second: second, mixed: mixed)
        let (mean, variance) = sample.moments(all)
        (self.mean, self.variance) = (mean, variance)
        // A constant has no variance to share; below round-off its shares would be noise.
        guard variance > 1e-24 * mean * mean, variance > 0 else {
            (alone, inAll) = ([], [])
            return
        }
        let best = sample.shares(all)
        var generator = SplitMix64(seed: seed)
        let replicas = (0..<replicates).map { _ in
            sample.shares(
                all.map { _ in
                    min(Int(generator.nextDouble() * Double(all.count)), all.count - 1)
                })
        }
        func estimate(
            _ share: (Sample.Shares) -> [Double], _ input: Int
        ) -> Estimate {
            let value = share(best)[input]
            let found = replicas.map { share($0)[input] }.filter(\.isFinite)
            guard !found.isEmpty else { return Estimate(value: value, low: value, high: value) }
            let ends = Quantiles.of(found, at: [0.05, 0.95])
            return Estimate(value: value, low: ends[0], high: ends[1])
        }
        alone = mixed.indices.map { estimate({ $0.alone }, $0) }
        inAll = mixed.indices.map { estimate({ $0.inAll }, $0) }
    }

    /// The values, and sums over chosen rows of them.
    private struct Sample {
        typealias Shares = (alone: [Double], inAll: [Double])
        let first: [Double]
        let second: [Double]
        let mixed: [[Double]]

        func moments(_ rows: [Int]) -> (mean: Double, variance: Double) {
            let count = 2 * Double(rows.count)
            let mean = rows.reduce(0) { $0 + first[$1] + second[$1] } / count
            let squares = rows.reduce(0) { sum, row in
                let (a, b) = (first[row] - mean, second[row] - mean)
                return sum + a * a + b * b
            }
            return (mean, squares / (count - 1))
        }

        func shares(_ rows: [Int]) -> Shares {
            let (mean, variance) = moments(rows)
            var shares: Shares = ([], [])
            let perRow = 1 / (Double(rows.count) * variance)
            for values in mixed {
                var (alone, inAll) = (0.0, 0.0)
                for row in rows {
                    let change = values[row] - first[row]
                    alone += (second[row] - mean) * change
                    inAll += change * change
                }
                shares.alone.append(alone * perRow)
                shares.inAll.append(0.5 * inAll * perRow)
            }
            return shares
        }
    }
}
