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
}
