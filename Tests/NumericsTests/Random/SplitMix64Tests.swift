import Numerics
import Testing

@Suite struct SplitMix64Tests {
    /// Reference sequence of S. Vigna's public-domain splitmix64.c for seed 1234567.
    @Test func sequenceAgreesWithTheReference() {
        var random = SplitMix64(seed: 1_234_567)
        let observed = (0..<5).map { _ in random.next() }
        #expect(
            observed == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }

    @Test func storedStateResumesTheSequence() {
        var random = SplitMix64(seed: 8)
        _ = random.nextNormal()
        var resumed = SplitMix64(seed: random.state)
        #expect(random.next() == resumed.next())
    }

    /// Moments of 100 000 variates within four standard errors.
    @Test func variatesHaveTheRightMoments() {
        var random = SplitMix64(seed: 42)
        let count = 100_000
        var uniform = 0.0
        var moments = [0.0, 0, 0, 0]
        for _ in 0..<count {
            let u = random.nextDouble()
            #expect(u >= 0 && u < 1)
            uniform += u
            let z = random.nextNormal()
            var power = 1.0
            for k in 0..<4 {
                power *= z
                moments[k] += power
            }
        }
        let n = Double(count)
        #expect(abs(uniform / n - 0.5) < 4 * (1 / 12.0 / n).squareRoot())
        for (k, (expected, variance)) in [(0.0, 1.0), (1, 2), (0, 15), (3, 96)].enumerated() {
            let observed = moments[k] / n
            let allowed = 4 * (variance / n).squareRoot()
            #expect(
                abs(observed - expected) < allowed,
                "moment \(k + 1) is \(observed), expected \(expected) within \(allowed)")
        }
    }
}
