/// One heart without and with a treatment: what two runs say.
public struct HeartPair: Sendable {
    /// The numbers without.
    public let untreated: RunSummary
    /// The numbers with.
    public let treated: RunSummary

    /// Pairs two runs.
    public init(untreated: RunSummary, treated: RunSummary) {
        self.untreated = untreated
        self.treated = treated
    }

    /// A number of both; nil where either has none.
    func values(_ identifier: String) -> (untreated: Double, treated: Double)? {
        guard let before = untreated.number(identifier), let after = treated.number(identifier),
            before.isFinite, after.isFinite
        else { return nil }
        return (before, after)
    }
}
