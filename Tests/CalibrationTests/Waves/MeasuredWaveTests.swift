import Calibration
import Foundation
import Numerics
import Testing

/// Records of pressures and volumes, cut into beats and averaged.
@Suite struct MeasuredWaveTests {
    /// A pressure with a dicrotic wave, beats of varying length, sampled at 125 Hz.
    private func record(
        beats: [Double], noise: Double = 0, falling: Bool = false
    ) -> (time: [Double], values: [Double]) {
        var random = SplitMix64(seed: 3)
        var (time, values): ([Double], [Double]) = ([], [])
        var start = 0.0
        for period in beats {
            var t = time.last.map { $0 + 8 } ?? 0
            while t < start + period {
                let s = t - start
                func bump(_ centre: Double, _ width: Double) -> Double {
                    exp(-(s - centre) * (s - centre) / (2 * width * width))
                }
                let wave = 45 * bump(180, 60) + 9 * bump(420, 40)
                time.append(t)
                values.append(75 + (falling ? -wave : wave) + noise * random.nextNormal())
                t += 8
            }
            start += period
        }
        return (time, values)
    }

    @Test func beatsAreCountedAndAveraged() throws {
        let lengths = (0..<20).map { 800 + 20 * sin(Double($0)) }
        let (time, values) = record(beats: lengths, noise: 1)
        let wave = try MeasuredWave(.arterialPressure, time: time, values: values)
        #expect(wave.beats == 19 && wave.leftOut == 0, "\(wave.beats) beats")
        #expect(abs(wave.period - 800) < 8, "\(wave.period) ms")
        #expect(abs((wave.mean.max() ?? 0) - 120) < 2 && abs((wave.mean.min() ?? 0) - 75) < 2)
        #expect(wave.deviation.allSatisfy { $0 < 6 })
    }

    @Test func irregularBeatsAreLeftOut() throws {
        var lengths = [Double](repeating: 800, count: 12)
        lengths[5] = 500
        let (time, values) = record(beats: lengths)
        let wave = try MeasuredWave(.arterialPressure, time: time, values: values)
        #expect(wave.leftOut >= 1 && wave.leftOut <= 2 && wave.beats >= 8, "\(wave)")
        #expect(abs(wave.period - 800) < 4)
    }

    /// Of two beats of 500 and 900 ms none is near the median of 700: a mean over no beat is no number.
    @Test func aRecordWithoutARegularBeatIsRefused() {
        let (time, values) = record(beats: [500, 900, 400])
        #expect {
            try MeasuredWave(.arterialPressure, time: time, values: values)
        } throws: { "\($0)".contains("median length") }
    }

    @Test func aVolumeBeginsWhereItFalls() throws {
        let (time, values) = record(beats: [Double](repeating: 900, count: 6), falling: true)
        let wave = try MeasuredWave(.leftVolume, time: time, values: values)
        #expect(wave.beats == 5 && abs(wave.period - 900) < 4, "\(wave)")
    }

    @Test func oneBeatThatEndsWhereItBeginsIsOne() throws {
        let time = (0...30).map { 30 * Double($0) }
        let values = time.map { 100 - 35 * (1 - cos(2 * Double.pi * $0 / 900)) / 2 }
        let wave = try MeasuredWave(.leftVolume, time: time, values: values)
        #expect(wave.beats == 1 && wave.period == 900)
        #expect(abs((wave.mean.min() ?? 0) - 65) < 0.5)
    }

    @Test func whatIsNoWaveIsRefused() {
        func refused(_ time: [Double], _ values: [Double], _ words: String) {
            #expect {
                try MeasuredWave(.arterialPressure, time: time, values: values)
            } throws: { "\($0)".contains(words) }
        }
        let time = (0..<100).map { 8 * Double($0) }
        refused(Array(time.prefix(5)), [1, 2, 3, 4, 5], "at least 12")
        refused(time, time.map { _ in 90 }, "no two beats")
        refused(time, time.map { $0 == 80 ? .nan : 90 }, "sample 11 is not finite")
        refused(time, time.map { $0 == 80 ? 4000 : 90 }, "sample 11 is 4000")
        refused(time.map { $0 == 80 ? 0 : $0 }, time.map { _ in 90 }, "does not increase")
    }
}
