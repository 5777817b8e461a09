extension CredibilityReport {
    /// For a terminal: the factors, the patient, the limits.
    public var text: String {
        let width = factors.map(\.title.count).max() ?? 0
        let rows = factors.map { factor in
            let title = factor.title + String(repeating: " ", count: width - factor.title.count)
            let mark = factor.isMet ? "met " : "GAP "
            return "\(mark)  \(title)  \(factor.achieved) of \(factor.goal)  \(factor.finding)"
        }
        let patient = applicability.map { ["\($0.sentence)"] } ?? []
        return
            (rows + patient + limits.map { "! \($0)" }
            + ["\(met) of \(factors.count) goals are met by \(results.count) stored results"])
            .joined(separator: "\n")
    }
}
