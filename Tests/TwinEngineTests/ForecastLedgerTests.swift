import Testing

import TwinEngine

@Suite struct ForecastLedgerTests {
    private static let code = "MDC_PRESS_BLD_ART_ABP_MEAN"

    /// A forecast of arterial pressure: 80 mmHg, between 70 and 90.
    private static func forecast(at step: UInt64) -> Forecast {
        let seconds = (0...60).map(Double.init)
        return Forecast(
            step: step, interventions: [], hearts: 24, failed: 0, seconds: seconds,
            curves: [
                Forecast.Curve(
                    code: code, unit: "mm[Hg]", low: seconds.map { _ in 70 },
                    median: seconds.map { _ in 80 }, high: seconds.map { _ in 90 })
            ], statements: [], crossings: [], milliseconds: 1)
    }

    private static func beat(_ pressure: Double, at step: UInt64) -> BeatRecord {
        var beat = BeatRecord()
        beat.step = step
        beat.arterialMean = pressure
        return beat
    }

    @Test func whatHappenedJudgesForecasts() throws {
        let ledger = ForecastLedger()
        ledger.keep(Self.forecast(at: 1000))
        ledger.see(Self.code, 95, at: 31_500)
        for step in stride(from: UInt64(1000), through: 62_000, by: 1000) {
            ledger.see(Self.beat(step < 40_000 ? 83 : 60, at: step))
        }
        let twin = ledger.scores.filter { $0.reference == .twin }
        #expect(twin.map(\.seconds) == [10, 30, 60])
        #expect(twin.map(\.coverage) == [1, 1, 0])
        #expect(twin.map(\.bias) == [-3, -3, 20])
        // By hand: (|y − m|/2 + 0.05·20 + distance from the interval) / 1.5.
        #expect(abs(twin[0].intervalScore - (1.5 + 1) / 1.5) < 1e-12)
        #expect(abs(twin[2].intervalScore - (10 + 1 + 10) / 1.5) < 1e-12)
        let measured = ledger.scores.filter { $0.reference == .measured }
        #expect(measured.map(\.seconds) == [30])
        #expect(measured.map(\.bias) == [-15])
        // The measurement came too late for the first, and none for the last before its time was over.
        for step in stride(from: UInt64(63_000), through: 70_000, by: 1000) {
            ledger.see(Self.beat(60, at: step))
        }
        #expect(ledger.unjudged.notMeasured == 2)
    }

    @Test func whatIsDoneOvertakesForecasts() {
        let ledger = ForecastLedger()
        ledger.keep(Self.forecast(at: 1000))
        // Known ahead of time, as from a recording.
        ledger.change(at: 20_000)
        for step in stride(from: UInt64(1000), through: 62_000, by: 1000) {
            ledger.see(Self.beat(80, at: step))
        }
        #expect(ledger.scores.map(\.seconds) == [10])
        #expect(ledger.unjudged.overtaken == 2)
    }

    @Test func theLatestAreKept() {
        let ledger = ForecastLedger(kept: 5)
        for number in UInt64(0)..<30 {
            ledger.keep(Self.forecast(at: 1000 * number))
            ledger.see(Self.beat(number < 20 ? 60 : 80, at: 1000 * number))
        }
        let score = ledger.scores.first { $0.seconds == 10 }
        #expect(score?.count == 5)
        #expect(score?.coverage == 1)
    }

    @Test func alarmsCountHeartsThatCrossInTime() {
        let rule = AlarmRule(threshold: .arterial, within: 30, probability: 0.5)
        let crossing = Forecast.Crossing(
            .arterial, moments: [10, 20, 29, 40, 50], of: 8)
        let alarm = Alarm(rule, crossing: crossing, statement: "s")
        #expect(alarm.probability == 3.0 / 8)
        #expect(!alarm.isOn)
        #expect(alarm.rule == "MAP < 55 mmHg within 30 s, probability > 50 %")
        let later = AlarmRule(threshold: .arterial, within: 45, probability: 0.49)
        #expect(Alarm(later, crossing: crossing, statement: "s").isOn)
    }

    @Test func aThresholdMayLieAbove() {
        let rate = Threshold(
            code: "MDC_ECG_HEART_RATE", name: "HR", limit: 140, isUpper: true)
        let crossing = Forecast.Crossing(rate, moments: [80, 90, 100], of: 4)
        #expect(crossing.above == 140 && crossing.below == nil)
        let words = crossing.statement(
            rate, unit: "per minute", isTreated: false, hearts: 4, seconds: 120)
        #expect(
            words == "if nothing is done, HR rises above 140 per minute in 1 min 30 s "
                + "(90 %: 1 min 21 s to 1 min 39 s), in 75 % of hearts within 2 min")
    }
}
