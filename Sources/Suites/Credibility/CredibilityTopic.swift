/// Stored numbers about one question that verification and validation reports are asked.
public struct CredibilityTopic: Sendable, Encodable {
    /// A number and the result it is of.
    public struct Entry: Sendable, Encodable {
        public var result: String
        public var number: StoredResult.Number
    }

    /// The question.
    public var title: String
    /// What is stored about it, in the order of the results; empty for a gap.
    public var entries: [Entry]

    /// Words by which numbers are found, judged ones only.
    private static let all: [(title: String, words: [String])] = [
        ("Conservation", ["change of volume", "blood volume"]),
        ("Mesh", ["refinement", "over the limit", "limit of", "finer"]),
        ("Time step", ["extrapolated implicit", "steps of", "time step"]),
        ("Beats", ["last beat", "of beats"]),
        ("Uncertainty", ["coverage", "interval"]),
    ]

    /// All topics of some results.
    static func of(_ results: [StoredResult]) -> [CredibilityTopic] {
        all.map { title, words in
            CredibilityTopic(
                title: title,
                entries: results.flatMap { result in
                    result.numbers.filter { number in
                        number.verdict.credit != nil && words.contains { number.name.contains($0) }
                    }.map { Entry(result: result.key, number: $0) }
                })
        }
    }
}
