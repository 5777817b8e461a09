import Circuits
import Circulation
import Quantities
import Testing

@Suite struct IntrathoracicPressureTests {
    private func pressure(
        _ given: [String: Double] = [:], at time: Double
    ) throws -> Double {
        LawProbe.pressure(
            IntrathoracicPressure.self,
            try LawProbe.parameters(IntrathoracicPressure.card, given), content: 0, time: time
        ).value / Units.mmHg
    }

    @Test func breathsRepeatWithTheirPeriod() throws {
        for time in [0, 500, 1700, 3900.0] {
            let (first, tenth) = (try pressure(at: time), try pressure(at: time + 36_000))
            #expect(abs(first - tenth) < 1e-11, "\(first) and \(tenth) mmHg, nine breaths on")
        }
    }

    @Test func inspirationFallsAsPublished() throws {
        // −4 mmHg at the end of expiration, −9 mmHg after 1.6 s of inspiration.
        for (time, expected) in [(0.0, -4.0), (800, -6.5), (1600, -9), (2800, -6.5), (4000, -4)] {
            let observed = try pressure(at: time)
            #expect(abs(observed - expected) < 1e-12, "\(observed) mmHg at \(time) ms")
        }
    }

    @Test func meanIsThatOfTheCardForEveryRatio() throws {
        for ratio in [0.3, 1, 2.0] {
            let count = 4000
            let sum = try (0..<count).map {
                try pressure(["inspirationToExpiration": ratio], at: Double($0) + 0.5)
            }.reduce(0, +)
            let observed = sum / Double(count)
            #expect(abs(observed + 6.5) < 1e-6, "mean of \(observed) mmHg with ratio \(ratio)")
        }
    }

    @Test func pressureAndItsRateAreContinuous() throws {
        func rate(_ time: Double) throws -> Double {
            (try pressure(at: time + 0.01) - pressure(at: time)) / 0.01
        }
        for turn in [1600, 4000.0] {
            let (before, after) = (try rate(turn - 0.02), try rate(turn + 0.01))
            #expect(abs(before - after) < 1e-6, "\(before) and \(after) mmHg/ms at \(turn) ms")
        }
    }

    @Test func withoutBreathsThePressureStays() throws {
        for time in [0, 1e4] { #expect(try abs(pressure(["rate": 0], at: time) + 4) < 1e-12) }
    }
}
