import Calibration
import Glibc
import Numerics
import Testing

/// A normal distribution that moves to the posterior by its own draws.
@Suite struct AdaptedNormalTests {
    private static let mean = [0.4, -1.2]
    private static let covariance = [0.5, 0.3, 0.3, 0.8]

    /// ln of a normal density around some mean with the covariance above, up to a constant.
    private func logDensity(_ set: [Double], around mean: [Double]) -> Double {
        let c = Self.covariance
        let determinant = c[0] * c[3] - c[1] * c[2]
        let (x, y) = (set[0] - mean[0], set[1] - mean[1])
        return -0.5 * (c[3] * x * x - 2 * c[1] * x * y + c[0] * y * y) / determinant
    }

    private func moments(_ sets: [[Double]]) -> (mean: [Double], covariance: [Double]) {
        let weights = [Double](repeating: 1 / Double(sets.count), count: sets.count)
        let mean = (0..<2).map { k in sets.reduce(0) { $0 + $1[k] } / Double(sets.count) }
        return (mean, WeightedMoments.covariance(sets, weights, around: mean))
    }

    @Test func drawsHaveItsMomentsAndTellTheirDensity() {
        let normal = AdaptedNormal(mean: Self.mean, covariance: Self.covariance)
        var generator = SplitMix64(seed: 4)
        let (sets, densities) = normal.draw(20_000, &generator)
        let found = moments(sets)
        for k in 0..<2 { #expect(abs(found.mean[k] - Self.mean[k]) < 0.03, "\(found.mean)") }
        for (entry, expected) in zip(found.covariance, Self.covariance) {
            #expect(abs(entry - expected) < 0.03, "\(found.covariance)")
        }
        for (set, density) in zip(sets, densities).prefix(200) {
            #expect(abs(density - logDensity(set, around: Self.mean)) < 1e-9)
        }
        var again = SplitMix64(seed: 4)
        #expect(normal.draw(20_000, &again).sets == sets)
    }

    /// Three deviations off, with a third of the spread: hardly a draw lies where the posterior does.
    @Test func itFindsAPosteriorFarFromWhereItStands() {
        var normal = AdaptedNormal(mean: [-2, 1.5], covariance: [0.06, 0, 0, 0.09])
        var generator = SplitMix64(seed: 7)
        for _ in 0..<20 {
            let (sets, densities) = normal.draw(800, &generator)
            normal.learn(
                from: sets,
                zip(sets, densities).map { logDensity($0, around: Self.mean) - $1 })
        }
        for k in 0..<2 {
            #expect(abs(normal.mean[k] - Self.mean[k]) < 0.12, "\(normal.mean)")
        }
        let wide = AdaptedNormal.widening * AdaptedNormal.widening
        let lower = normal.lower
        let found = [
            lower[0] * lower[0], lower[0] * lower[2],
            lower[2] * lower[2] + lower[3] * lower[3],
        ]
        for (entry, expected) in zip(found, [0.5, 0.3, 0.8]) {
            #expect(abs(entry - wide * expected) < 0.2 * wide, "\(found)")
        }
    }

    /// Where one draw would carry all the weight, tempering keeps a quarter of them effective; where they are as good as
    /// equal it keeps the weights; what cannot be weighs nothing.
    @Test func temperingKeepsAQuarterOfTheDraws() {
        func effective(_ weights: [Double]) -> Double {
            1 / weights.reduce(0) { $0 + $1 * $1 }
        }
        let steep = (0..<400).map { 0.5 * Double($0) }
        let tempered = AdaptedNormal.tempered(steep)
        #expect(abs(tempered.reduce(0, +) - 1) < 1e-12)
        #expect(abs(effective(tempered) / 400 - AdaptedNormal.keptShare) < 0.01)
        for (one, next) in zip(tempered, tempered.dropFirst()) { #expect(one < next) }
        let flat = (0..<400).map { 0.1 * sin(Double($0)) }
        let kept = AdaptedNormal.tempered(flat)
        let sum = flat.reduce(0) { $0 + exp($1) }
        for (weight, logarithm) in zip(kept, flat) {
            #expect(abs(weight - exp(logarithm) / sum) < 1e-12)
        }
        let lost = AdaptedNormal.tempered([0, -.infinity, .nan, 0])
        #expect(lost[1] == 0 && lost[2] == 0 && abs(lost[0] - 0.5) < 1e-12)
    }

    @Test func weightedMomentsByHand() {
        let sets = [[0.0, 1], [2, 1], [4, 4]]
        let covariance = WeightedMoments.covariance(sets, [0.25, 0.5, 0.25], around: [2, 1.75])
        for (entry, expected) in zip(covariance, [2, 1.5, 1.5, 1.6875]) {
            #expect(abs(entry - expected) < 1e-12, "\(covariance)")
        }
        let values = [30.0, 10, 20, 40]
        let quantiles = WeightedMoments.quantiles(
            values, [0.2, 0.1, 0.3, 0.4], at: [0.05, 0.35, 0.5, 0.95])
        #expect(quantiles == [10, 20, 30, 40])
    }
}
