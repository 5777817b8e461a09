import Numerics
import Testing
import TwinEngine

@Suite struct TwinEstimatorTests {
    /// A patient whose parameter changes by a step at 40 s, measured every beat with noise, one beat in eight lost; with the
    /// steepest rise of his arterial wave, sampled every 8 ms with noise of 0.6 mmHg.
    private static func follow(
        _ name: String, _ operation: Command.Operation, _ change: Double, seed: UInt64
    ) throws -> (beats: Int, final: Double, truth: Double, covered: Double, spread: Double) {
        let truth = try TestHeart.new()
        let signal = TestHeart.signal(name)
        #expect(truth.apply(Command(signal: TestHeart.signal("MDC_ECG_HEART_RATE"), value: 75)))
        let estimator = try TwinEstimator(TestHeart.layout, rest: TestHeart.state, seed: seed)
        var noise = SplitMix64(seed: seed + 100)
        let before = truth.value(signal)
        var series: [(time: UInt64, mean: Double)] = []
        var covered = (0, 0)
        var last = 0.0
        var waves = WaveformVitals()
        var waveNoise = SplitMix64(seed: seed + 200)
        // What was measured of a beat, until its wave is seen.
        var waiting: [String: Double]?
        func take(_ values: [String: Double]) {
            guard
                let found = estimator.take(
                    TwinEstimator.Measurement(heartRate: 75, values: values),
                    at: Double(truth.step))?.first(where: { $0.name == name })
            else { return }
            series.append((truth.step, found.mean))
            last = (found.high - found.low) / before
            guard truth.step > 55_000 else { return }
            covered.1 += 1
            if (found.low...found.high).contains(truth.value(signal)) { covered.0 += 1 }
        }
        while truth.step < 80_000 {
            if truth.step == 40_000 {
                #expect(
                    truth.apply(Command(signal: signal, operation: operation, value: change)))
            }
            let isBeat = truth.advance()
            if truth.step % 8 == 0 {
                let sample = truth.trace.arterial + 0.6 * waveNoise.nextNormal()
                for beat in waves.take(
                    "MDC_PRESS_BLD_ART_ABP", [sample], last: Double(truth.step), period: 8)
                {
                    guard var values = waiting else { continue }
                    if !values.isEmpty { values[Upstroke.name] = beat.values[Upstroke.name] }
                    take(values)
                    waiting = nil
                }
            }
            guard isBeat else { continue }
            if let values = waiting { take(values) }
            var values: [String: Double] = [:]
            for (code, deviation) in TwinEstimator.deviations.sorted(by: { $0.key < $1.key }) {
                values[code] = truth.beat.value(of: code) + 0.6 * deviation * noise.nextNormal()
            }
            // A monitor that drops out.
            waiting = truth.beat.number % 8 == 0 ? [:] : values
        }
        let after = truth.value(signal)
        let goal = before + 0.9 * (after - before)
        let reached = series.first {
            $0.time > 40_000 && (after > before ? $0.mean >= goal : $0.mean <= goal)
        }
        let late = series.filter { $0.time > 60_000 }.map(\.mean)
        return (
            reached.map { Int((Double($0.time - 40_000) / 800).rounded(.up)) } ?? 99,
            late.reduce(0, +) / Double(late.count), after, Double(covered.0) / Double(covered.1),
            last
        )
    }

    @Test(arguments: [
        ("circulation.systemicArterialResistance", Command.Operation.scale, 0.7),
        ("circulation.bloodVolume", .add, -500),
        ("circulation.pulmonaryArterialResistance", .scale, 1.6),
        ("wall.contractilityLeft", .scale, 0.6),
    ])
    func aStepIsFollowedWithinTenBeatsAndTheIntervalCovers(
        _ name: String, _ operation: Command.Operation, _ change: Double
    ) throws {
        let trials = try ([1, 2, 3] as [UInt64]).map {
            try Self.follow(name, operation, change, seed: $0)
        }
        // The wave's beat is seen in the next one.
        #expect(trials.allSatisfy { $0.beats <= 11 }, "\(trials)")
        #expect(trials.allSatisfy { abs($0.final / $0.truth - 1) < 0.15 }, "\(trials)")
        #expect(trials.map(\.covered).reduce(0, +) / 3 >= 0.8, "\(trials)")
    }

    @Test func nothingMeasuredChangesNothingButTheSpread() throws {
        let estimator = try TwinEstimator(TestHeart.layout, rest: TestHeart.state)
        let before = estimator.estimates
        #expect(
            estimator.take(
                TwinEstimator.Measurement(heartRate: nil, values: ["MDC_PULS_OXIM_SAT_O2": 98]),
                at: 1000) == nil)
        for (a, b) in zip(before, estimator.estimates) { #expect(abs(a.mean / b.mean - 1) < 0.05) }
    }
}
