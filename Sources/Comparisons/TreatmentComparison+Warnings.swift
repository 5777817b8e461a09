import Scenarios
import ScenarioFiles
import LoopLevel

extension TreatmentComparison {
    /// What the reader of a treatment's numbers has to know: what the loop leaves out, what has not settled, what is extrapolated.
    func warnings(of outcome: Outcome) -> [String] {
        let before = untreated.document.metrics
        let extrapolation = Extrapolation(outcome.treatment.scenario.interventions) { identifier in
            before.first { $0.id == identifier }.map {
                Extrapolation.Number(name: $0.name, value: $0.untreated, unit: $0.unit)
            }
        }
        return (outcome.report?.document.warnings ?? [])
            + extrapolation.warnings(outcome.treatment.expectations)
    }
}
