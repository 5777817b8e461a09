import HeartModel
import Studies
import Testing

@Suite struct SensitivityStudyTests {
    private func study(seed: UInt64) throws -> SensitivityStudy {
        try SensitivityStudy(
            of: HeartParameters(),
            inputs: [
                try UncertainInput(
                    parsing: "circulation.systemicArterialResistance=0.9..1.2 mmHg.s/mL"),
                try UncertainInput(
                    parsing: "circulation.leftVentricularActiveElastance=2.6..2.7 mmHg/mL"),
            ], scenario: VariedScenario(parsing: []),
            settings: .init(
                trials: TrialSettings(duration: 1000), samples: 64, seed: seed,
                metrics: ["svrWoodUnits", "aorticMeanMmHg"]))
    }

    /// The resistance that is measured is the one that varies, and nothing else.
    @Test func resistanceIsWhatResistanceDependsOn() throws {
        let study = try study(seed: 1)
        let indices = try #require(study.outputs[0].indices)
        // Of 64 points the share of a variance is uncertain by some percent.
        #expect(abs(indices.inAll[0].value - 1) < 0.15, "\(indices.inAll[0])")
        #expect(indices.inAll[1].value < 0.05, "\(indices.inAll[1])")
        let ends = study.outputs[0].ends[0]
        let (low, high) = (try #require(ends.low), try #require(ends.high))
        #expect(low < study.outputs[0].middle.value && study.outputs[0].middle.value < high)
        #expect(study.failed == 0 && study.computed == 64 * 4 + 4)
    }

    @Test func sameSeedSameBits() throws {
        let (first, second) = (try study(seed: 3), try study(seed: 3))
        #expect(first.outputs.map(\.indices) == second.outputs.map(\.indices))
    }

    @Test func anUnknownNumberIsNamed() throws {
        let error = #expect(throws: StudyError.self) {
            _ = try SensitivityStudy(
                of: HeartParameters(),
                inputs: [try UncertainInput(parsing: "circulation.bloodVolume=5200..5400 mL")],
                scenario: VariedScenario(parsing: []),
                settings: .init(
                    trials: TrialSettings(duration: 1000), samples: 8, metrics: ["lvSVMl"]))
        }
        #expect(error.map { "\($0)" }?.contains("did you mean \"lvSVML\"") == true)
    }
}
