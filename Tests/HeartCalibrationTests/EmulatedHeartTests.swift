import Calibration
import Circulation
import Glibc
import HeartCalibration
import HeartModel
import LoopLevel
import Testing

/// The loop around a heart's emulator, against the loop that simulates a heart with the same parameters.
@Suite struct EmulatedHeartTests {
    private static let shown = [
        "lvEDVML", "lvESVML", "rvEDVML", "aorticSystolicMmHg", "aorticDiastolicMmHg",
        "cardiacOutputLPerMin", "paMeanMmHg",
    ]

    private func value(_ identifier: String, _ metrics: [HeartMetric]) -> Double {
        metrics.first { $0.identifier == identifier }?.value ?? .nan
    }

    /// What a member of an ensemble shows.
    private func simulated(
        _ heart: LearnedHeart, _ logarithms: [String: Double]
    ) throws -> [HeartMetric] {
        var parameters = heart.parameters
        for (name, logarithm) in logarithms {
            try parameters.set(name, exp(logarithm) * parameters.value(name))
        }
        return try LoopResponse(
            of: LoopMember(
                untreated: parameters, treated: parameters, ventricles: .learned(heart.stored())),
            reflex: false, duration: 100
        ).before
    }

    @Test func itRepeatsTheBeatThatWasLearned() throws {
        let heart = try LearnedHeart()
        let loop = LoopParameters.healthyAdult
        let traces = try loop.standalone.traces(
            from: heart.blood, period: loop.period, steps: 1600)
        let expected = HeartMetrics.haemodynamic(
            HaemodynamicSummary(traces, atrialOnset: loop.atrialOnset))
        let found = try heart.emulated.beat([:]).metrics
        for identifier in Self.shown {
            let (now, then) = (value(identifier, found), value(identifier, expected))
            #expect(abs(now / then - 1) < 0.005, "\(identifier): \(now), learned \(then)")
        }
    }

    /// What a calibration says of a heart with another wall is what `--ventricles emulator` shows of it: members of an
    /// ensemble differ in these parameters. A hundred straight pieces stand for the beat there: one per cent.
    @Test(arguments: [
        ["wall.contractilityLeft": 0.4], ["wall.contractilityLeft": -0.4],
        ["wall.contractilityRight": 0.4], ["wall.passiveScaleLeft": 0.6],
        ["heart.bloodVolumeFactor": 0.05], ["heart.systemicResistanceFactor": 0.3],
        ["wall.contractilityLeft": -0.3, "wall.passiveScaleLeft": -0.4],
    ])
    func aSimulatedMemberShowsWhatTheCalibrationSays(_ logarithms: [String: Double]) throws {
        let heart = try LearnedHeart()
        let rest = try heart.emulated.beat([:]).metrics
        let expected = try heart.emulated.beat(logarithms).metrics
        let found = try simulated(heart, logarithms)
        var largest = 0.0
        for identifier in Self.shown {
            let (now, then) = (value(identifier, found), value(identifier, expected))
            #expect(abs(now / then - 1) < 0.01, "\(identifier): \(now), calibration \(then)")
            largest = max(largest, abs(then / value(identifier, rest) - 1))
        }
        #expect(largest > 0.03, "the change shows nowhere: \(largest)")
    }

    /// The wall may differ from the card's defaults: what was learned from stays what it is.
    @Test func theWallThatWasLearnedFromIsTheOneThatIsShown() throws {
        let weak = try LearnedHeart(HeartParameters(["wall.contractilityLeft": 0.7]))
        let usual = try LearnedHeart()
        // The loop of elastances that stands for the heart knows no wall: both were learned from one beat.
        let (found, expected) = (try simulated(weak, [:]), try simulated(usual, [:]))
        for identifier in Self.shown {
            #expect(value(identifier, found) == value(identifier, expected), "\(identifier)")
        }
    }

    @Test func aReadingThatTheBeatLacksIsNamed() throws {
        let heart = try LearnedHeart()
        #expect {
            try heart.emulated.readings(
                [LoopTarget("qrs_duration", 90, deviation: 5)], at: [:])
        } throws: { "\($0)".contains("qrs_duration") }
    }
}
