import Calibration
import Quantities
import Scenarios
import Testing
import Verification

/// The published responses that the case judges.
@Suite struct InterventionTrialsTests {
    @Test func everyRowNamesWhatThereIs() throws {
        let names = InterventionTrials.all.map(\.identifier)
        #expect(Set(names).count == names.count)
        for trial in InterventionTrials.all {
            _ = try Archetypes.named(trial.archetype)
            for call in trial.before + trial.done {
                _ = try InterventionCall(parsing: call).intervention()
            }
            if let titration = trial.titration {
                let card = try Interventions.named(titration.intervention).card
                #expect(card.numbers.contains { $0.name == titration.argument })
            }
            #expect(!trial.source.isEmpty && trial.duration > 0)
        }
    }

    /// Fluids and valves in two kinds of patients: quick, and among the rows inside their bands.
    @Test func aSalineLoadAndANewValveDoWhatWasPublished() throws {
        let checks = try InterventionsCase(
            only: ["saline_pcwp", "tavi_gradient", "tavi_ea"]
        ).run(VerificationOptions())
        #expect(checks.count == 3)
        expectInside(checks)
    }

    /// Alcohol septal ablation takes most of the gradient away, and what no longer leaks back goes forward.
    @Test func aSeptumThatIsReducedObstructsLess() throws {
        let checks = try InterventionsCase(
            only: ["septal_gradient", "septal_lvsp"]
        ).run(VerificationOptions())
        #expect(checks.count == 2)
        expectInside(checks)
    }

    /// More goes forward, at a lower pressure before the valve.
    @Test func clipsHelpALeakingVentricleForward() throws {
        let checks = try InterventionsCase(
            only: ["teer_ci", "teer_pcwp"]
        ).run(VerificationOptions())
        #expect(checks.count == 2)
        expectInside(checks)
    }

    private func expectInside(_ checks: [Check]) {
        for check in checks {
            #expect(
                (check.low ?? 0)...(check.high ?? 0) ~= check.observed,
                "\(check.name): \(check.observed) \(check.unit)")
        }
    }
}
