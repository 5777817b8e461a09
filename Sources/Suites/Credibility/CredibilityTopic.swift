/// Stored numbers about one question that verification and validation reports are asked.
public struct CredibilityTopic: Sendable, Encodable {
    /// A number and the result it is of.
    public struct Entry: Sendable, Encodable {
        public var result: String
        public var number: StoredResult.Number
    }

    /// The activity it belongs to, for people.
    public var activity: String
    /// The question.
    public var title: String
    /// What is stored about it, in the order of the results; empty for a gap.
    public var entries: [Entry]

    /// How the numbers of a topic are found, judged ones only.
    private enum Rule {
        /// Names that hold one of the words.
        case words([String])
        /// All of some results, in full or reduced.
        case results([String])
        /// All that have a band, of results that compare with people.
        case people
    }

    private static let all: [(activity: String, title: String, rule: Rule)] = [
        ("Code verification", "Orders of convergence", .words(["order: "])),
        ("Code verification", "Benchmarks", .results(CredibilityFactor.benchmarks)),
        ("Code verification", "Conservation", .words(["change of volume", "blood volume"])),
        (
            "Calculation verification", "Mesh",
            .words(["refinement", "over the limit", "limit of", "finer"])
        ),
        (
            "Calculation verification", "Time step",
            .words(["extrapolated implicit", "steps of", "time step"])
        ),
        ("Calculation verification", "Beats", .words(["last beat", "of beats"])),
        ("Validation", "Comparators, by their intervals", .people),
        ("Uncertainty", "Intervals that hold what was measured", .words(["coverage", "interval"])),
    ]

    /// All topics of some results.
    static func of(_ results: [StoredResult]) -> [CredibilityTopic] {
        all.map { activity, title, rule in
            CredibilityTopic(
                activity: activity, title: title,
                entries: results.flatMap { result in
                    result.numbers.filter { $0.verdict.credit != nil && holds(rule, $0, result) }
                        .map { Entry(result: result.key, number: $0) }
                })
        }
    }

    private static func holds(
        _ rule: Rule, _ number: StoredResult.Number, _ result: StoredResult
    ) -> Bool {
        switch rule {
        case .words(let words): words.contains { number.name.contains($0) }
        case .results(let names):
            names.contains { result.name == $0 || result.name == $0 + "-quick" }
        case .people: !result.domain.isEmpty && (number.low != nil || number.high != nil)
        }
    }

    /// How the numbers came out.
    public var counts: (passed: Int, warned: Int, failed: Int) {
        (
            entries.count { $0.number.verdict == .pass },
            entries.count { $0.number.verdict == .warn },
            entries.count { $0.number.verdict == .fail }
        )
    }

    /// The results they are of, each once, in their order.
    var results: [String] {
        var seen: Set<String> = []
        return entries.map(\.result).filter { seen.insert($0).inserted }
    }
}
