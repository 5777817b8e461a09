/// What a row of a suite comes to.
public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// As the reference says.
    case pass
    /// Beside it, within the margin that the row allows, or not shown with the numbers there are.
    case warn
    /// Not as the reference says.
    case fail
    /// Shown without being judged.
    case info
    /// Nothing to judge: the population is not available.
    case skipped

    /// Share of the row's weight that counts in the score [1]; nil where it does not take part.
    var credit: Double? {
        switch self {
        case .pass: 1
        case .warn: 0.5
        case .fail: 0
        case .info, .skipped: nil
        }
    }
}
