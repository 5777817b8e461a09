import Numerics
import Testing
import TwinEngine

/// Ensembles whose exact answers are known.
@Suite struct EnsembleUpdateTests {
    private static func moments(_ members: [[Double]], _ a: Int, _ b: Int) -> Double {
        let n = Double(members.count)
        let (ma, mb) = (
            members.reduce(0) { $0 + $1[a] } / n, members.reduce(0) { $0 + $1[b] } / n
        )
        return members.reduce(0) { $0 + ($1[a] - ma) * ($1[b] - mb) } / (n - 1)
    }

    private static func mean(_ members: [[Double]], _ a: Int) -> Double {
        members.reduce(0) { $0 + $1[a] } / Double(members.count)
    }

    /// `x ~ N((1, 2), ((4, 1), (1, 2)))` in sample moments, `h = (x₁ + x₂, x₂)` measured as (5, 1) with deviations 1 and 2.
    @Test func meanAndCovarianceAreThoseOfTheKalmanFilter() throws {
        var noise = SplitMix64(seed: 3)
        let z = ExactNoise.draw(2, besides: [], size: 24, noise: &noise)
        // Cholesky factor of the covariance: (2, 0), (½, √1.75).
        var members = (0..<24).map { (i: Int) -> [Double] in
            let (a, b) = (z[0][i], z[1][i])
            return [1 + 2 * a, 2 + 0.5 * a + 1.75.squareRoot() * b]
        }
        let predicted = members.map { [$0[0] + $0[1], $0[1]] }
        let update = try EnsembleUpdate.apply(
            to: &members, predicted: predicted, measured: [5, 1], deviations: [1, 2], watched: 2)
        // P·Hᵀ = ((5, 1), (3, 2)), S = H·P·Hᵀ + R = ((9, 3), (3, 6)), S⁻¹ = ((6, −3), (−3, 9))/45, innovation (2, −1):
        // K = ((27, −6), (12, 9))/45.
        let expected: [Double] = [1 + 60.0 / 45, 2 + 15.0 / 45]
        for k in 0..<2 { #expect(abs(Self.mean(members, k) - expected[k]) < 1e-12) }
        // P − K·H·P.
        let covariance: [Double] = [4 - 129.0 / 45, 1 - 69.0 / 45, 2 - 54.0 / 45]
        #expect(abs(Self.moments(members, 0, 0) - covariance[0]) < 1e-12)
        #expect(abs(Self.moments(members, 0, 1) - covariance[1]) < 1e-12)
        #expect(abs(Self.moments(members, 1, 1) - covariance[2]) < 1e-12)
        // The pull of the first: K·d = 60/45, of variance K·S·Kᵀ = (5·27 − 6)/45.
        let pull = (60.0 / 45) / Double(129.0 / 45).squareRoot()
        #expect(abs(update.pulls[0] - pull) < 1e-12)
    }

    @Test func drawnNumbersHaveTheirMomentsExactly() {
        var noise = SplitMix64(seed: 5)
        let before = (0..<32).map { _ in [noise.nextNormal(), 3 + noise.nextNormal()] }
        let z = ExactNoise.draw(3, besides: before, size: 32, noise: &noise)
        let all = before.indices.map { i in before[i] + z.map { $0[i] } }
        for a in 2..<5 {
            #expect(abs(Self.mean(all, a)) < 1e-12)
            for b in 0..<5 {
                #expect(abs(Self.moments(all, a, b) - (a == b ? 1 : 0)) < 1e-12)
            }
        }
    }

    /// Constraints that members share, here `x₁ + x₂ = 1`, hold afterwards, and what depends on others of them counts once.
    @Test func linearConstraintsAreKept() throws {
        var noise = SplitMix64(seed: 7)
        let z = ExactNoise.draw(1, besides: [], size: 16, noise: &noise)
        var members = z[0].map { [0.5 + $0, 0.5 - $0] }
        let predicted = members.map { [$0[0] * $0[0]] }
        _ = try EnsembleUpdate.apply(
            to: &members, predicted: predicted, measured: [2], deviations: [0.3])
        #expect(members.allSatisfy { abs($0[0] + $0[1] - 1) < 1e-12 })
        let more = ExactNoise.draw(2, besides: members, size: 16, noise: &noise)
        #expect(more.count == 2)
    }

    /// Two parameters and what they do to two measured values, for some beats. A step of one is seen, given to it alone, and leaves an
    /// interval that holds it; without one nothing is seen.
    @Test(arguments: [(1, 3.0), (0, -2.0), (1, 0.0)])
    func aStepIsGivenToTheParameterThatMadeIt(_ stepped: Int, _ size: Double) throws {
        var noise = SplitMix64(seed: 11)
        var members = (0..<48).map { _ in [0.0, 0.0] }
        var hypotheses = StepHypotheses(deviations: [2, 2])
        func response(_ x: [Double]) -> [Double] {
            [2 * x[0] + 0.5 * x[1], 0.4 * x[0] + 1.5 * x[1]]
        }
        var truth = [0.0, 0.0]
        var seen: [Int] = []
        for beat in 0..<12 {
            if beat == 4 { truth[stepped] = size }
            let numbers = ExactNoise.draw(2, besides: members, size: 48, noise: &noise)
            for i in members.indices {
                for k in 0..<2 { members[i][k] += 0.05 * numbers[k][i] }
            }
            hypotheses.begin(numbers, times: [0.05, 0.05])
            let update = try StepUpdate.apply(
                to: &members, predicted: members.map(response),
                measured: response(truth).map { $0 + 0.1 * noise.nextNormal() },
                deviations: [0.2, 0.2], watched: 2, hypotheses: &hypotheses, noise: &noise)
            seen += update.stepped
            if size == 0 {
                #expect(update.stepProbabilities.reduce(0, +) < 0.1, "\(update.stepProbabilities)")
            }
        }
        #expect(seen == (size == 0 ? [] : [stepped]))
        for k in 0..<2 {
            let deviation = Self.moments(members, k, k).squareRoot()
            // A twentieth of a step; without one what the noise of the measurements leaves.
            #expect(abs(Self.mean(members, k) - truth[k]) < 0.05 * max(abs(size), 2))
            #expect(abs(Self.mean(members, k) - truth[k]) < 1.645 * deviation)
        }
    }
}
