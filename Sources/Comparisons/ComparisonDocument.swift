import Scenarios
import LoopLevel

/// A comparison as programs read it: `compare --json`, summary.json.
public struct ComparisonDocument: Sendable, Encodable {
    /// One treatment.
    struct Entry: Sendable, Encodable {
        var name: String
        var interventions: [String]
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
    var provenance: ComparisonProvenance

    /// Lists a comparison.
    public init(_ comparison: TreatmentComparison, provenance: ComparisonProvenance) {
        patient = comparison.patient
        baroreflex = comparison.settings.reflex
        secondsAfter = comparison.secondsAfter
        hearts = comparison.untreated.document.hearts
        untreated = comparison.untreated.document.metrics
        treatments = comparison.outcomes.map { outcome in
            Entry(
                name: outcome.treatment.scenario.name,
                interventions: outcome.treatment.scenario.interventions.map(\.description),
                argument: outcome.treatment.dose?.argument, dose: outcome.treatment.dose?.value,
                metrics: outcome.report?.document.metrics ?? [],
                expectations: outcome.judgements, failure: outcome.failure,
                warnings: outcome.report?.document.warnings ?? [])
        }
        self.provenance = provenance
    }
}

/// Where a comparison comes from.
public struct ComparisonProvenance: Sendable, Encodable {
    /// Version of the program.
    public var version: String
    /// The command line.
    public var arguments: [String]
    /// The patient file and the SHA-256 of its bytes, hexadecimal.
    public var patientFile: String
    public var sha256: String

    /// Makes a record.
    public init(version: String, arguments: [String], patientFile: String, sha256: String) {
        self.version = version
        self.arguments = arguments
        self.patientFile = patientFile
        self.sha256 = sha256
    }
}
