public import Foundation
import Quantities

public import Verification

/// A validation whose outcome is kept: the evidence that `hearttwin credibility` and people go back to.
public struct StoredResult: Sendable, Codable {
    /// What was run.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A verification case.
        case benchmark
        /// A suite of reference data.
        case suite
        /// A comparison of key numbers with those of another version.
        case comparison
    }

    /// A judged number.
    public struct Number: Sendable, Codable, Equatable {
        /// Name of the check or row.
        public var name: String
        /// In ``unit``.
        public var observed: Double
        /// Unit of the numbers.
        public var unit: String
        /// Published or exact value.
        public var expected: Double?
        /// Band.
        public var low: Double?
        public var high: Double?
        /// What it came to.
        public var verdict: Verdict
        /// Where the published value is from; nil where the whole result has one source.
        public var source: String?
    }

    /// Version of this format.
    public var format = 1
    public var kind: Kind
    /// Name of the case or suite.
    public var name: String
    /// One line for people.
    public var summary: String
    /// Citation.
    public var source: String
    /// Whether it was a reduced form of the case, or rows were left out.
    public var quick: Bool
    /// Version of the program.
    public var version: String
    /// Day of the run, ISO 8601, UTC.
    public var date: String
    public var passed: Bool
    /// Weighted score of a suite [1].
    public var score: Double?
    public var numbers: [Number]
    /// Whose numbers ours were compared with.
    public var domain: [ValidatedPopulation]
    /// Files that went into it.
    public var inputs: [SuiteOutcome.Input]

    /// Keeps the checks of a case.
    public init(
        case type: any VerificationCase.Type, checks: [Check], domain: [ValidatedPopulation],
        quick: Bool, version: String, date: Date
    ) {
        kind = .benchmark
        (name, summary, source) = (type.card.identifier, type.card.summary, type.card.source)
        (self.quick, self.version, self.date) = (quick, version, Self.day(date))
        passed = checks.allSatisfy(\.passed)
        numbers = checks.map {
            Number(
                name: $0.name, observed: $0.observed, unit: $0.unit, expected: $0.expected,
                low: $0.low, high: $0.high, verdict: !$0.gated ? .info : $0.passed ? .pass : .fail)
        }
        self.domain = domain
        inputs = []
    }

    /// Keeps the outcome of a suite.
    public init(_ outcome: SuiteOutcome, date: Date) {
        kind = .suite
        (name, summary) = (outcome.suite, outcome.summary)
        source = Set(outcome.rows.map(\.source)).sorted().joined(separator: "; ")
        // Rows without data are no full run either.
        quick = outcome.reduced || outcome.counts.skipped > 0
        (version, self.date) = (outcome.version, Self.day(date))
        (passed, score) = (outcome.passed, outcome.score)
        numbers = outcome.rows.compactMap { row in
            guard let observed = row.observed, let unit = row.unit else { return nil }
            return Number(
                name: row.id, observed: observed, unit: unit, expected: row.expected, low: row.low,
                high: row.high, verdict: row.verdict, source: row.source)
        }
        (domain, inputs) = (outcome.domain, outcome.inputs)
    }

    /// Keeps a comparison with a baseline.
    public init(_ comparison: BaselineComparison, date: Date) {
        kind = .comparison
        name = "baseline"
        summary = "Key numbers of version \(comparison.now) against those of \(comparison.before)"
        source = "stored numbers of version \(comparison.before)"
        quick = false
        (version, self.date) = (comparison.now, Self.day(date))
        passed = comparison.passed
        numbers = [BaselineComparison.State.moved, .gone].map { state in
            let count = Double(comparison.entries.count { $0.state == state })
            return Number(
                name: "numbers that are \(state.rawValue), of \(comparison.entries.count)",
                observed: count, unit: "1", high: 0, verdict: count == 0 ? .pass : .fail)
        }
        (domain, inputs) = ([], [])
    }

    private static func day(_ date: Date) -> String {
        String(ISO8601DateFormatter().string(from: date).prefix(10))
    }

    /// Name of its file without the ending, unique in a folder.
    public var key: String {
        // The reduced form of a benchmark does not replace the full one.
        "\(kind.rawValue)-\(name)\(kind == .benchmark && quick ? "-quick" : "")"
            .replacingOccurrences(of: "/", with: "-")
    }

    /// How many numbers were judged, and how many of them passed or warned.
    public var judged: (all: Int, passed: Int, warned: Int) {
        (
            numbers.count { $0.verdict.credit != nil }, numbers.count { $0.verdict == .pass },
            numbers.count { $0.verdict == .warn }
        )
    }
}
