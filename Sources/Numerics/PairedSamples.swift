/// A number of several subjects before and after a change, each compared with itself.
public struct PairedSamples: Sendable, Equatable {
    /// Ends of the interval that holds nine tenths of a sample.
    public typealias Interval = (low: Double, high: Double)

    /// Values before.
    public let before: [Double]
    /// Values after, in the same order; empty where nothing changes.
    public let after: [Double]

    /// Pairs values.
    ///
    /// - Parameter after: as many as before, or none.
    public init(before: [Double], after: [Double]) {
        precondition(after.isEmpty || after.count == before.count, "pairs")
        self.before = before
        self.after = after
    }

    /// After minus before.
    public var changes: [Double] { zip(after, before).map { $0 - $1 } }

    /// 90 % interval of the values before; nil without any.
    public var intervalBefore: Interval? { Self.interval(before) }

    /// 90 % interval of the changes; nil without any.
    public var intervalOfChanges: Interval? { Self.interval(changes) }

    /// Share of the subjects in which the number rises [1]; nil without changes.
    public var shareRising: Double? {
        after.isEmpty ? nil : Double(changes.count { $0 > 0 }) / Double(after.count)
    }

    private static func interval(_ values: [Double]) -> Interval? {
        guard !values.isEmpty else { return nil }
        let ends = Quantiles.of(values, at: [0.05, 0.95])
        return (ends[0], ends[1])
    }
}
