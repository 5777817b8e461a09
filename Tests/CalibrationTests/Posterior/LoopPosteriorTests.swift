import Calibration
import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

/// The loop's posterior against what is known without it.
@Suite struct LoopPosteriorTests {
    private static let targets = [
        LoopTarget("systolic_pressure", 150, deviation: 8),
        LoopTarget("diastolic_pressure", 90, deviation: 8),
        LoopTarget("central_venous_pressure", 8, deviation: 2),
        LoopTarget("left_atrial_pressure", 14, deviation: 2),
        LoopTarget("pulmonary_systolic_pressure", 35, deviation: 3),
        LoopTarget("pulmonary_diastolic_pressure", 16, deviation: 3),
        LoopTarget("cardiac_output", 4.2, deviation: 0.4),
        LoopTarget("lv_ejection_fraction", 45, deviation: 6),
        LoopTarget("lv_end_diastolic_volume", 160, deviation: 15),
    ]

    private func posterior(_ factors: [LoopFactor] = LoopFactors.all) throws -> LoopPosterior {
        try LoopPosterior(base: .healthyAdult, factors: factors, targets: Self.targets)
    }

    @Test func everyFactorMovesWhatItSays() throws {
        for factor in LoopFactors.all {
            let study = try LoopStudy(
                base: .healthyAdult, factors: [factor], readings: ["cardiac_output"])
            let changed = try study.parameters([log(1.1)])
            for card in LoopParameters.cards {
                let exponent = factor.members.first { $0.parameter == card.name }?.exponent ?? 0
                let expected = LoopParameters.healthyAdult[card.name] * pow(1.1, exponent)
                #expect(abs(changed[card.name] - expected) <= 1e-12 * abs(expected))
            }
            #expect(factor.range(on: .healthyAdult).contains(0), "\(factor.name)")
        }
    }

    @Test func aPointIsThatOfTheLoopWithThoseParameters() throws {
        let study = try posterior().study
        let logarithms = study.factors.indices.map { 0.05 * Double($0 % 3) - 0.05 }
        let near = try study.point(study.factors.map { _ in 0 })
        let direct = try LoopStudy(
            base: try study.parameters(logarithms), factors: [],
            readings: study.outputs.map(\.name)
        ).point([])
        let point = try study.point(logarithms, near: near)
        let lanes = study.readings([logarithms, near.logarithms], near: near)
        for (place, output) in study.outputs.enumerated() {
            let scale = abs(direct.readings[place])
            #expect(
                abs(point.readings[place] - direct.readings[place]) <= 1e-6 * scale,
                "\(output.name)"
            )
            let lane = try #require(lanes[0])[place]
            #expect(abs(lane - direct.readings[place]) <= 2e-4 * scale, "\(output.name) in a lane")
        }
    }

    @Test func theModeHasNoSlope() throws {
        let posterior = try posterior()
        let fit = try LaplaceApproximation(of: posterior)
        let residuals = posterior.residuals(fit.point.readings, fit.point.logarithms)
        for column in posterior.residualDerivatives(fit.point.jacobian) {
            var (slope, square) = (0.0, 0.0)
            for (derivative, residual) in zip(column, residuals) {
                slope += derivative * residual
                square += derivative * derivative
            }
            let size = square.squareRoot()
            // The search ends where a step makes the values half a per cent likelier: √(2 · 0.005) of a deviation.
            #expect(abs(slope) < 0.1 * size, "slope \(slope) where a deviation is \(1 / size)")
        }
        #expect(fit.onBound.isEmpty)
        #expect(fit.costs.count <= 12, "\(fit.costs.count) iterations")
    }

    /// Importance sampling from a wide normal distribution, which needs no chain, against the chain.
    @Test func sequentialMonteCarloHasTheMomentsOfTheDensity() throws {
        let factors = LoopFactors.all.filter {
            ["systemicResistance", "bloodVolume", "leftContractility"].contains($0.name)
        }
        let posterior = try posterior(factors)
        let fit = try LaplaceApproximation(of: posterior)
        let chain = PosteriorSample(sampling: posterior, from: fit, count: 800, seed: 3).sets
        var generator = SplitMix64(seed: 9)
        let proposals = (0..<3000).map { _ in
            fit.logarithms(factors.map { _ in generator.nextNormal() }, scale: 1.5)
        }
        let densities = posterior.logDensities(proposals, near: fit.point)
        let logs = zip(densities, proposals).map { $0 - fit.logDensity($1, scale: 1.5) }
        let best = logs.max() ?? 0
        let weights = logs.map { exp($0 - best) }
        for k in factors.indices {
            let expected = Self.moments(proposals.map { $0[k] }, weights)
            let found = Self.moments(chain.map { $0[k] }, chain.map { _ in 1 })
            #expect(
                abs(found.mean - expected.mean) < 0.2 * expected.deviation,
                "mean of \(factors[k].name)")
            #expect(
                abs(found.deviation / expected.deviation - 1) < 0.15,
                "deviation of \(factors[k].name)")
        }
    }

    private static func moments(
        _ values: [Double], _ weights: [Double]
    ) -> (mean: Double, deviation: Double) {
        var (sum, first, second) = (0.0, 0.0, 0.0)
        for (value, weight) in zip(values, weights) {
            sum += weight
            first += weight * value
            second += weight * value * value
        }
        let mean = first / sum
        return (mean, (second / sum - mean * mean).squareRoot())
    }

    @Test func samplesRepeatThemselves() throws {
        let factors = Array(LoopFactors.all.prefix(3))
        let posterior = try posterior(factors)
        let fit = try LaplaceApproximation(of: posterior)
        func sample() -> [[Double]] {
            PosteriorSample(sampling: posterior, from: fit, count: 40, seed: 5).sets
        }
        #expect(sample() == sample())
    }

    @Test func unknownReadingsAndUselessTargetsAreRefused() throws {
        #expect(throws: CalibrationError.self) {
            try LoopPosterior(
                base: .healthyAdult, targets: [LoopTarget("pulse", 1, deviation: 1)])
        }
        #expect(throws: CalibrationError.self) {
            try LoopPosterior(
                base: .healthyAdult, targets: [LoopTarget("cardiac_output", 5, deviation: 0)])
        }
    }
}
