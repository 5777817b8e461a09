import Scenarios
public import LoopLevel

/// A comparison as programs read it: `compare --json`, summary.json.
public struct ComparisonDocument: Sendable, Encodable {
    /// One treatment.
    struct Entry: Sendable, Encodable {
        var name: String
        var interventions: [String]
        /// What is swept and its value; joined by "; " where there are several.
        var argument: String?
        var dose: String?
        var metrics: [LoopReport.Row]
        var expectations: [ExpectationJudgement]
        var failure: String?
        var warnings: [String]
    }

    var level = "loop"
    var patient: String
    var baroreflex: Bool
    var secondsAfter: Double
    /// Equally likely hearts behind the intervals.
    var hearts: Int?
    var untreated: [LoopReport.Row]
    var treatments: [Entry]
    var provenance: LoopProvenance

    /// Lists a comparison.
    public init(_ comparison: TreatmentComparison, provenance: LoopProvenance) {
        func joined(_ words: [String]) -> String? {
            words.isEmpty ? nil : words.joined(separator: "; ")
        }
        patient = comparison.patient
        baroreflex = comparison.settings.reflex
        secondsAfter = comparison.secondsAfter
        hearts = comparison.untreated.document.hearts
        untreated = comparison.untreated.document.metrics
        treatments = comparison.outcomes.map { outcome in
            Entry(
                name: outcome.treatment.scenario.name,
                interventions: outcome.treatment.scenario.interventions.map(\.description),
                argument: joined(outcome.treatment.doses.map(\.argument)),
                dose: joined(outcome.treatment.doses.map(\.value)),
                metrics: outcome.report?.document.metrics ?? [],
                expectations: outcome.judgements, failure: outcome.failure,
                warnings: comparison.warnings(of: outcome))
        }
        self.provenance = provenance
    }
}
