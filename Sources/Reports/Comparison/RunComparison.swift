public import Numerics

/// The numbers of a treated heart against those of the untreated one, and of equally likely hearts against themselves.
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
        /// The number in equally likely hearts; nil without them, or where none of them has it.
        public var hearts: PairedSamples?

        private enum CodingKeys: String, CodingKey {
            case identifier, name, unit, untreated, treated, change, changePercent, inRange
            case hearts, untreatedLow, untreatedHigh, changeLow, changeHigh, probabilityOfRise
        }

        public func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(identifier, forKey: .identifier)
            try values.encode(name, forKey: .name)
            try values.encode(unit, forKey: .unit)
            try values.encode(untreated, forKey: .untreated)
            try values.encode(treated, forKey: .treated)
            try values.encode(change, forKey: .change)
            try values.encodeIfPresent(changePercent, forKey: .changePercent)
            try values.encodeIfPresent(inRange, forKey: .inRange)
            guard let hearts else { return }
            try values.encode(hearts.before.count, forKey: .hearts)
            try values.encodeIfPresent(hearts.intervalBefore?.low, forKey: .untreatedLow)
            try values.encodeIfPresent(hearts.intervalBefore?.high, forKey: .untreatedHigh)
            try values.encodeIfPresent(hearts.intervalOfChanges?.low, forKey: .changeLow)
            try values.encodeIfPresent(hearts.intervalOfChanges?.high, forKey: .changeHigh)
            try values.encodeIfPresent(hearts.shareRising, forKey: .probabilityOfRise)
        }

        /// Compares two values of a number.
        public init(
            _ identifier: String, name: String, unit: String, untreated: Double, treated: Double,
            inRange: Bool? = nil, hearts: PairedSamples? = nil
        ) {
            self.identifier = identifier
            self.name = name
            self.unit = unit
            self.untreated = untreated
            self.treated = treated
            change = treated - untreated
            changePercent = untreated == 0 ? nil : 100 * (treated - untreated) / abs(untreated)
            self.inRange = inRange
            self.hearts = hearts
        }
    }

    /// Whose heart, and what was done to it.
    public var patient: String
    public var interventions: String
    /// Equally likely hearts behind the intervals; nil without any.
    public var hearts: Int?
    /// Every number that both runs have, in the order of the summary.
    public var deltas: [Delta]
    /// What the reader has to know.
    public var warnings: [String]

    /// Compares two runs.
    ///
    /// - Parameter hearts: runs of equally likely hearts of the same patient, without and with the same treatment.
    public init(untreated: RunSummary, treated: RunSummary, hearts: [HeartPair] = []) {
        patient = treated.patient
        interventions = treated.provenance["interventions"] ?? "none"
        deltas = treated.numbers.compactMap { number in
            guard let before = untreated.number(number.identifier) else { return nil }
            return Delta(
                number.identifier, name: number.name, unit: number.unit, untreated: before,
                treated: number.value, inRange: number.inRange,
                hearts: Self.samples(hearts, number.identifier))
        }
        self.hearts = hearts.isEmpty ? nil : hearts.count
        warnings = Self.warnings(untreated, treated) + Self.warnings(hearts)
    }

    private static func warnings(_ untreated: RunSummary, _ treated: RunSummary) -> [String] {
        var warnings: [String] = []
        if untreated.patient != treated.patient {
            warnings.append(
                "the runs are of two patients, \(untreated.patient) and \(treated.patient)")
        }
        for (name, run) in [("untreated", untreated), ("treated", treated)] {
            if !run.completed { warnings.append("the \(name) run was stopped before its end") }
            // A run says itself what of its beats still changes.
            if !run.periodic, run.warnings.isEmpty {
                warnings.append("the \(name) heart has not come to rest: its last beats differ")
            }
            warnings += run.warnings.map { "\(name): \($0)" }
            let lost = run.numbers.filter { !$0.value.isFinite }.map(\.name)
            if !lost.isEmpty {
                warnings.append("the \(name) beat has no value of \(lost.joined(separator: ", "))")
            }
        }
        if let done = untreated.provenance["interventions"], done != "none" {
            warnings.append("the untreated heart is a treated one: \(done)")
        }
        return warnings
    }
}
