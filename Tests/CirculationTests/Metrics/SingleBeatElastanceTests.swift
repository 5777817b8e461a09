import Circulation
import Glibc
import Testing

/// Elastance from one beat, on made-up beats whose answer is known.
@Suite struct SingleBeatElastanceTests {
    private struct Beat {
        var time: [Double] = []
        var volume: [Double] = []
        var pressure: [Double] = []
    }

    /// A cosine of 400 ms from 1 to 25 kPa, cut off at 13 kPa while the ventricle ejects from 120 to 60 mL; the rest of the
    /// beat it fills.
    private func clamped(onset: Double, step: Double = 1) -> Beat {
        var beat = Beat()
        for time in stride(from: 0.0, through: 800, by: step) {
            let turn = min(max(time - onset, 0), 400)
            let angle: Double = 2 * Double.pi * turn / 400
            let isovolumic: Double = 13 - 12 * cos(angle)
            // Twelve kPa above the start is half-way up and half-way down: a quarter and three quarters of a turn.
            let ejected = min(max((turn - 100) / 200, 0), 1)
            let filled = min(max((time - onset - 400) / 300, 0), 1)
            beat.time.append(time)
            beat.volume.append(120_000 - 60_000 * (ejected - filled))
            beat.pressure.append(min(isovolumic, 13))
        }
        return beat
    }

    private func measured(_ beat: Beat) throws -> SingleBeatElastance {
        try #require(
            SingleBeatElastance(time: beat.time, volume: beat.volume, pressure: beat.pressure))
    }

    @Test(arguments: [0.0, 60]) func theCutOffPeakIsFound(onset: Double) throws {
        let found = try measured(clamped(onset: onset))
        // (25 − 13)/(120 − 60) mL, and what follows of it.
        let elastance = 12.0 / 60_000
        let unstressed = 120_000 - 25 / elastance
        let energy = 0.5 * 13 * (60_000 - unstressed)
        #expect(abs(found.isovolumicPeak - 25) < 1e-4, "\(found.isovolumicPeak), expected 25")
        #expect(abs(found.elastance / elastance - 1) < 1e-5, "\(found.elastance)")
        #expect(abs(found.unstressedVolume - unstressed) < 1, "\(found.unstressedVolume)")
        #expect(abs(found.potentialEnergy / energy - 1) < 1e-5, "\(found.potentialEnergy)")
    }

    /// Unequal steps, as those of the three-dimensional heart, weigh by their length.
    @Test func stepsOfAnyLengthTellTheSame() throws {
        let fine = clamped(onset: 40, step: 0.5)
        var beat = Beat()
        for k in fine.time.indices where fine.time[k] > 150 || k % 4 == 0 {
            beat.time.append(fine.time[k])
            beat.volume.append(fine.volume[k])
            beat.pressure.append(fine.pressure[k])
        }
        let found = try measured(beat)
        #expect(abs(found.isovolumicPeak - 25) < 1e-3, "\(found.isovolumicPeak), expected 25")
    }

    @Test func aVentricleThatDoesNotBeatHasNone() {
        let times = (0...800).map { Double($0) }
        let still = times.map { _ in 2.0 }
        #expect(
            SingleBeatElastance(time: times, volume: times.map { _ in 1e5 }, pressure: still) == nil
        )
        // Only filling, by pressure that rises to the end.
        #expect(
            SingleBeatElastance(
                time: times, volume: times.map { 1e5 + $0 }, pressure: times.map { 1 + 1e-3 * $0 })
                == nil)
        #expect(SingleBeatElastance(time: [], volume: [], pressure: []) == nil)
    }

    @Test func closureAndGradientOfAValve() throws {
        var traces = BeatTraces()
        for k in 0...100 {
            traces.append(
                time: Double(k), state: .zero,
                pressures: LoopPressures(
                    leftVentricle: 14, rightVentricle: 1, leftAtrium: 1, rightAtrium: 1,
                    aorta: 12, pulmonaryArtery: 1, systemicVeins: 1, pulmonaryVeins: 1))
        }
        // A triangle from 20 to 60 with its peak at 40, and a little backwards after it.
        let flow = traces.time.map { $0 < 40 ? max($0 - 20, 0) : max(60 - $0, -2) }
        let closure = try #require(traces.closure(of: flow))
        #expect(abs(closure - (60 - 0.2)) < 1e-9, "\(closure), expected 59.8")
        let gradient = try #require(
            traces.meanGradient(
                from: traces.pressure(\.leftVentricle), to: traces.pressure(\.aorta), flow: flow))
        #expect(abs(gradient - 2) < 1e-12, "\(gradient), expected 2")
        #expect(traces.closure(of: flow.map { min($0, 0) }) == nil)
        #expect(traces.closure(of: traces.time) == nil)
    }
}
