extension CredibilityReport {
    /// For a terminal: the factors, what was asked of the numbers, the patient, the limits.
    public var text: String {
        let width = factors.map(\.title.count).max() ?? 0
        let rows = factors.map { factor in
            let title = factor.title + String(repeating: " ", count: width - factor.title.count)
            let mark = factor.isMet ? "met " : "GAP "
            return "\(mark)  \(title)  \(factor.achieved) of \(factor.goal)  \(factor.finding)"
        }
        let questions = topics.map { topic -> String in
            let (passed, warned, failed) = topic.counts
            let name =
                "      \(topic.activity): \(topic.title.prefix(1).lowercased())\(topic.title.dropFirst())"
            return topic.entries.isEmpty
                ? "\(name): no stored number"
                : "\(name): \(passed) of \(topic.entries.count) numbers pass"
                    + (warned > 0 ? ", \(warned) in doubt" : "")
                    + (failed > 0 ? ", \(failed) fail" : "")
        }
        let patient = applicability.map { ["\($0.sentence)"] } ?? []
        return
            (rows + questions + patient + limits.map { "! \($0)" }
            + ["\(met) of \(factors.count) goals are met by \(results.count) stored results"])
            .joined(separator: "\n")
    }
}
