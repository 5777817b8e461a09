import Quantities

/// The catalogue as text and as JSON.
public struct InterventionListing: Sendable, Encodable {
    /// One argument.
    public struct Argument: Sendable, Encodable {
        /// Its name.
        public var name: String
        /// One line for people.
        public var summary: String
        /// Unit of a number; nil for words.
        public var unit: String?
        /// What is taken when it is not given; nil when it must be.
        public var standard: String?
        /// Range of a number.
        public var low: Double?
        public var high: Double?
        /// Words to choose from.
        public var known: [String]?
        /// Where the value comes from.
        public var source: String?

        init(_ card: ParameterCard) {
            name = card.name
            summary = card.summary
            unit = card.unit
            standard = Self.short(card.defaultValue) + " " + card.unit
            low = card.range.lowerBound
            high = card.range.upperBound
            source = card.source
        }

        init(_ word: InterventionCard.Word) {
            name = word.name
            summary = word.summary
            standard = word.standard
            known = word.known.isEmpty ? nil : word.known
        }

        static func short(_ value: Double) -> String {
            value == value.rounded() && abs(value) < 1e9 ? "\(Int(value))" : "\(value)"
        }
    }

    /// One intervention.
    public struct Entry: Sendable, Encodable {
        /// Its name.
        public var identifier: String
        /// What is done.
        public var summary: String
        /// How it acts.
        public var mechanism: String
        /// Where the mechanism comes from.
        public var source: String
        /// Levels on which it acts.
        public var levels: [String]
        /// Its arguments.
        public var arguments: [Argument]

        init(_ card: InterventionCard) {
            identifier = card.identifier
            summary = card.summary
            mechanism = card.mechanism
            source = card.source
            levels = card.levels == .all ? ["heart", "loop"] : ["loop"]
            arguments = card.numbers.map { Argument($0) } + card.words.map { Argument($0) }
        }
    }

    /// Every intervention.
    public var interventions: [Entry]

    /// Lists some or all.
    public init(_ types: [any Intervention.Type] = Interventions.all) {
        interventions = types.map { Entry($0.card) }
    }

    /// For a terminal.
    public var text: String {
        interventions.map { entry in
            var lines = [
                "\(entry.identifier)  \(entry.summary)", "    acts: \(entry.mechanism)",
                "    source: \(entry.source)",
            ]
            if entry.levels == ["loop"] { lines.append("    needs --level loop") }
            for argument in entry.arguments {
                var line = "    \(argument.name) = \(argument.standard ?? "…")"
                if let low = argument.low, let high = argument.high {
                    line += "  (\(Argument.short(low)) to \(Argument.short(high)))"
                } else if let known = argument.known {
                    line += "  (\(known.joined(separator: " | ")))"
                }
                lines.append(line + "  \(argument.summary)")
            }
            return lines.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}
