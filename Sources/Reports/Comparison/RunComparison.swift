import Foundation
import Quantities
public import Scenarios

/// The numbers of a treated heart against those of the untreated one.
public struct RunComparison: Sendable, Encodable {
    /// One number of both.
    public struct Delta: Sendable, Encodable {
        /// Identifier in summary.json.
        public var identifier: String
        /// Name for people.
        public var name: String
        /// Unit of the values and of the change.
        public var unit: String
        /// Both values.
        public var untreated: Double
        public var treated: Double
        /// Treated minus untreated.
        public var change: Double
        /// The change relative to the untreated value [%]; nil where that is zero.
        public var changePercent: Double?
        /// Whether the treated value lies in the normal range; nil where there is none.
        public var inRange: Bool?
    }

    /// One expectation, judged.
    public struct Judgement: Sendable, Encodable {
        /// Identifier and name of the number.
        public var metric: String
        public var name: String
        /// relative, absolute or after.
        public var change: String
        /// What was observed, and the band, in ``unit``.
        public var observed: Double
        public var low: Double
        public var high: Double
        public var unit: String
        /// inside, outside or wrong direction.
        public var verdict: Expectation.Verdict
        /// Who expects it.
        public var source: String
    }

    /// Whose heart, and what was done to it.
    public var patient: String
    public var interventions: String
    /// Every number that both runs have, in the order of the summary.
    public var deltas: [Delta]
    /// What the literature expects.
    public var expectations: [Judgement]
    /// What the reader has to know.
    public var warnings: [String]

    /// Whether every expectation is met.
    public var holds: Bool { expectations.allSatisfy { $0.verdict == .inside } }

    /// Compares two runs.
    ///
    /// - Throws: `ScenarioError` for an expectation of a number that the runs do not have, or in another
    ///   dimension.
    public init(
        untreated: RunSummary, treated: RunSummary, expectations: [Expectation]
    ) throws {
        patient = treated.patient
        interventions = treated.provenance["interventions"] ?? "none"
        deltas = treated.numbers.compactMap { number in
            guard let before = untreated.number(number.identifier) else { return nil }
            return Delta(
                identifier: number.identifier, name: number.name, unit: number.unit,
                untreated: before, treated: number.value, change: number.value - before,
                changePercent: before == 0 ? nil : 100 * (number.value - before) / abs(before),
                inRange: number.inRange)
        }
        let known = deltas
        self.expectations = try expectations.map { try Self.judge($0, known) }
        warnings = Self.warnings(untreated, treated)
    }

    private static func judge(_ expected: Expectation, _ deltas: [Delta]) throws -> Judgement {
        guard let delta = deltas.first(where: { $0.identifier == expected.metric }) else {
            throw ScenarioError.badKey(
                place: "expect", key: "metric",
                reason: "the runs have no number \"\(expected.metric)\""
                    + Spelling.suggestion(for: expected.metric, among: deltas.map(\.identifier)))
        }
        let inBand: (Double) throws -> Double = { value in
            guard expected.change != .relative else { return value }
            return try Unit(delta.unit).convert(value, to: try Unit(expected.unit))
        }
        let (before, after) = (try inBand(delta.untreated), try inBand(delta.treated))
        return Judgement(
            metric: delta.identifier, name: delta.name, change: expected.change.rawValue,
            observed: expected.observed(untreated: before, treated: after),
            low: expected.band.lowerBound, high: expected.band.upperBound, unit: expected.unit,
            verdict: expected.verdict(untreated: before, treated: after), source: expected.source)
    }

    private static func warnings(_ untreated: RunSummary, _ treated: RunSummary) -> [String] {
        var warnings: [String] = []
        if untreated.patient != treated.patient {
            warnings.append(
                "the runs are of two patients, \(untreated.patient) and \(treated.patient)")
        }
        for (name, run) in [("untreated", untreated), ("treated", treated)] where !run.periodic {
            warnings.append("the \(name) heart has not come to rest: its last beats differ")
        }
        if let done = untreated.provenance["interventions"], done != "none" {
            warnings.append("the untreated heart is a treated one: \(done)")
        }
        return warnings
    }
}
