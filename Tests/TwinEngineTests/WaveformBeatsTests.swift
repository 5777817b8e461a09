import Foundation
import Numerics
import Testing
import TwinEngine

@Suite struct WaveformBeatsTests {
    /// A pressure that rises for 120 ms from 70 to 120 and falls for the rest of a beat, with a notch; every 8 ms, with
    /// noise of 0.3.
    private static func wave(
        period beat: Double, seconds: Double, noise: inout SplitMix64
    ) -> [Double] {
        stride(from: 0, to: 1000 * seconds, by: 8).map { time in
            let phase = time.truncatingRemainder(dividingBy: beat)
            let value =
                phase < 120
                ? 95 - 25 * cos(.pi * phase / 120) : 70 + 50 * exp(-(phase - 120) / (0.45 * beat))
            let notch = phase > 300 && phase < 360 ? 4.0 : 0
            return value + notch + 0.3 * noise.nextNormal()
        }
    }

    @Test(arguments: [500.0, 800.0, 1400.0])
    func beatsOfAWaveAreMeasuredHoweverItIsCut(_ period: Double) throws {
        var noise = SplitMix64(seed: 3)
        let wave = Self.wave(period: period, seconds: 30, noise: &noise)
        var results: [[WaveformBeats.Beat]] = []
        for size in [1, 125] {
            var beats = WaveformBeats()
            var found: [WaveformBeats.Beat] = []
            for start in stride(from: 0, to: wave.count, by: size) {
                let end = min(start + size, wave.count)
                found += beats.take(
                    Array(wave[start..<end]), last: 8 * Double(end - 1), period: 8)
            }
            results.append(found)
        }
        #expect(results[0] == results[1])
        // The first seconds are looked at only.
        let expected = (30_000 - 2400) / period
        #expect(abs(Double(results[0].count) - expected) <= 3, "\(results[0].count), \(expected)")
        for beat in results[0] {
            #expect(abs(beat.length - period) <= 24)
            #expect(abs(beat.systolic - 120) < 2.5)
        }
    }

    @Test func aGapPartsBeats() {
        var noise = SplitMix64(seed: 4)
        let wave = Self.wave(period: 800, seconds: 10, noise: &noise)
        var beats = WaveformBeats()
        let before = beats.take(wave, last: 10_000, period: 8)
        let after = beats.take(wave, last: 25_000, period: 8)
        #expect(before.count > 5 && after.count > 5)
        #expect(after.allSatisfy { $0.length < 1000 && $0.end > 15_000 })
        // What comes a second time says nothing.
        #expect(beats.take(wave, last: 25_000, period: 8).isEmpty)
    }

    @Test func aFlatLineHasNoBeats() {
        var beats = WaveformBeats()
        let flat = [Double](repeating: 80, count: 5000)
        #expect(beats.take(flat, last: 40_000, period: 8).isEmpty)
    }

    /// Heart rates that are told of a wave of arterial pressure.
    private static func rates(_ wave: [Double], period: Double = 8) -> [Double] {
        var vitals = WaveformVitals()
        return vitals.take(
            "MDC_PRESS_BLD_ART_ABP", wave, last: period * Double(wave.count), period: period
        )
        .compactMap { $0.values["MDC_ECG_HEART_RATE"] }
    }

    @Test(arguments: [500.0, 800.0, 1400.0])
    func theRateOfAPulseIsTold(_ beat: Double) {
        var noise = SplitMix64(seed: 5)
        let found = Self.rates(Self.wave(period: beat, seconds: 30, noise: &noise))
        #expect(found.count > 30_000 / Int(beat) - 10)
        #expect(found.allSatisfy { abs($0 / (60_000 / beat) - 1) < 0.04 })
    }

    /// Atrial fibrillation: lengths that differ by a fifth (standard deviation).
    @Test func irregularBeatsHaveARate() {
        var noise = SplitMix64(seed: 6)
        var wave: [Double] = []
        for _ in 0..<80 {
            let beat = min(max(700 * (1 + 0.2 * noise.nextNormal()), 350), 1200)
            wave += Self.wave(period: beat, seconds: beat / 1000, noise: &noise)
        }
        #expect(Self.rates(wave).count > 40)
    }

    /// A line that is clamped, cut off or open: noise of any size has no rate.
    @Test(arguments: [0.0, 0.3, 2, 10, 40])
    func aDeadLineHasNoRate(_ deviation: Double) {
        var noise = SplitMix64(seed: 7)
        let wave = (0..<15_000).map { _ in 80 + deviation * noise.nextNormal() }
        var vitals = WaveformVitals()
        let found = vitals.take("MDC_PRESS_BLD_ART_ABP", wave, last: 120_000, period: 8)
        #expect(found.isEmpty, "\(found.count) beats of noise")
    }

    /// The hum of a slow drift and a breath, without beats.
    @Test func breathingAloneHasNoRate() {
        var noise = SplitMix64(seed: 8)
        let wave = (0..<15_000).map {
            80 + 3 * sin(2 * .pi * Double($0) * 8 / 4000) + 0.3 * noise.nextNormal()
        }
        #expect(Self.rates(wave).isEmpty)
    }

    @Test func theSteepestRiseIsThatOfTheWave() {
        var noise = SplitMix64(seed: 9)
        let wave = Self.wave(period: 800, seconds: 30, noise: &noise)
        var vitals = WaveformVitals()
        let rises = vitals.take("MDC_PRESS_BLD_ART_ABP", wave, last: 30_000, period: 8)
            .compactMap { $0.values[Upstroke.name] }
        // 25 mmHg·cos over 120 ms: at most 25·π/0.12 = 654 mmHg/s, over 24 ms 643.
        #expect(rises.count > 25)
        #expect(rises.allSatisfy { abs($0 / 643 - 1) < 0.08 }, "\(rises)")
        // Samples too far apart say nothing of it.
        let coarse = stride(from: 0, to: wave.count, by: 5).map { wave[$0] }
        var slow = WaveformVitals()
        #expect(
            slow.take("MDC_PRESS_BLD_ART_ABP", coarse, last: 30_000, period: 40)
                .allSatisfy { $0.values[Upstroke.name] == nil })
    }
}
