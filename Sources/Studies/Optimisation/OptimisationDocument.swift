public import LoopLevel
import Documents
import Foundation
import HeartModel
import Quantities

/// A search as programs read it: `optimize --json`, summary.json.
public struct OptimisationDocument: Sendable, Encodable {
    /// An argument that varies.
    struct Argument: Sendable, Encodable {
        var name: String
        var range: String
    }

    /// What is made large or small.
    struct Objective: Sendable, Encodable {
        var metric: String
        var direction: String
        var change: String
        var unit: String
    }

    /// A treatment that was computed.
    struct Entry: Sendable, Encodable {
        var treatment: String
        var arguments: [String]
        var objectives: [Double?]
        /// Share of the hearts that keep each constraint [1].
        var kept: [Double]
        var feasible: Bool
        var failed: Int
        var metrics: [String: Double]?
    }

    var level = "loop"
    var patient: String
    var baroreflex: Bool
    var secondsAfter: Double
    var hearts: Int
    var seed: UInt64
    var exhaustive: Bool
    var arguments: [Argument]
    var objectives: [Objective]
    var constraints: [String]
    /// Treatments that no other one beats, by the first objective; with all their numbers.
    var front: [Entry]
    /// Every treatment that was computed.
    var candidates: [Entry]
    var warnings: [String]
    var provenance: LoopProvenance

    /// Lists a search.
    public init(
        _ study: OptimisationStudy, patient: String, settings: TrialSettings, seed: UInt64,
        provenance: LoopProvenance
    ) {
        self.patient = patient
        baroreflex = settings.reflex
        secondsAfter = settings.duration / Units.second
        hearts = study.hearts
        self.seed = seed
        exhaustive = study.isExhaustive
        arguments = study.scenario.arguments.map { Argument(name: $0.name, range: $0.summary) }
        objectives = zip(study.goal.objectives, study.units).map {
            Objective(
                metric: $0.metric, direction: $0.direction.rawValue, change: $0.reading.rawValue,
                unit: $1)
        }
        constraints = study.goal.constraints.map(Self.words)
        front = study.front.map { Entry(study.candidates[$0], all: true) }
        candidates = study.candidates.map { Entry($0, all: false) }
        var warnings: [String] = []
        if !front.contains(where: \.feasible) {
            warnings.append(
                front.isEmpty
                    ? "no treatment left a heart with a state to report"
                    : "no treatment keeps all constraints; listed is what comes nearest")
        }
        let failed = study.candidates.count { $0.failed > 0 }
        if failed > 0 {
            warnings.append(
                "\(failed) of \(study.candidates.count) treatments left a heart without a state to report"
            )
        }
        self.warnings = warnings
        self.provenance = provenance
    }

    private static func words(_ constraint: OptimisationGoal.Constraint) -> String {
        let reading = constraint.reading == .after ? "" : " \(constraint.reading.rawValue) change"
        let low = constraint.low.map { " at least \($0.short) \(constraint.unit)" }
        let high = constraint.high.map { " at most \($0.short) \(constraint.unit)" }
        return constraint.metric + reading
            + [low, high].compactMap { $0 }.joined(separator: " and")
            + " in \((100 * constraint.probability).short) % of hearts"
    }

    /// For a terminal: the front.
    public var text: String {
        var lines = [
            "\(patient): \(candidates.count) treatments, \(hearts) heart\(hearts == 1 ? "" : "s") each"
                + (exhaustive ? ", all there are" : "")
        ]
        lines += constraints.map { "kept: \($0)" }
        let names = objectives.map { "\($0.direction) \($0.metric) (\($0.unit))" }
        lines.append(
            front.count == 1
                ? "best by \(names.joined(separator: ", ")):"
                : "best by \(names.joined(separator: ", ")); none beats another:")
        for entry in front.prefix(Self.mostLines) {
            let values = entry.objectives.map { $0.map { String(format: "%.4g", $0) } ?? "–" }
            lines.append(
                "  \(values.joined(separator: "  "))  \(entry.treatment)"
                    + (entry.feasible ? "" : "  (breaks a constraint)"))
        }
        if front.count > Self.mostLines {
            lines.append("  … \(front.count - Self.mostLines) more in summary.json")
        }
        return (lines + warnings.map { "! \($0)" }).joined(separator: "\n")
    }

    private static let mostLines = 20

    /// One line for each treatment, for pandas and spreadsheets.
    public var table: String {
        let head =
            arguments.map(\.name)
            + objectives.map { "\($0.metric)" + ($0.change == "after" ? "" : "_\($0.change)") }
            + constraints.indices.map { "kept_\($0 + 1)" } + ["feasible", "failed", "on_front"]
        let best = Set(front.map(\.treatment))
        let lines = candidates.map { entry in
            DelimitedText.line(
                entry.arguments
                    + entry.objectives.map { $0.map { String(format: "%.8g", $0) } ?? "" }
                    + entry.kept.map { String(format: "%.4g", $0) } + [
                        "\(entry.feasible)", "\(entry.failed)",
                        "\(best.contains(entry.treatment))",
                    ])
        }
        return DelimitedText.line(head) + lines.joined()
    }
}

extension OptimisationDocument.Entry {
    init(_ candidate: OptimisationStudy.Candidate, all: Bool) {
        treatment = candidate.treatment
        arguments = candidate.arguments
        objectives = candidate.objectives
        kept = candidate.kept
        feasible = candidate.isFeasible
        failed = candidate.failed
        metrics =
            all && !candidate.after.isEmpty
            ? Dictionary(
                candidate.after.map { ($0.identifier, $0.value) }, uniquingKeysWith: { $1 })
            : nil
    }
}
