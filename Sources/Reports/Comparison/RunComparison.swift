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

    /// Whose heart, and what was done to it.
    public var patient: String
    public var interventions: String
    /// Every number that both runs have, in the order of the summary.
    public var deltas: [Delta]
    /// What the reader has to know.
    public var warnings: [String]

    /// Compares two runs.
    public init(untreated: RunSummary, treated: RunSummary) {
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
        warnings = Self.warnings(untreated, treated)
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
