/// A measured value of one individual, and what was predicted for it without knowing it.
public struct MeasuredPair: Sendable, Equatable {
    /// Whose.
    public var member: String
    /// As measured.
    public var measured: Double
    /// As predicted, same unit.
    public var predicted: Double
    /// Share of the predictive distribution, the instrument's noise included, that lies below the measured value [1];
    /// nil of predictions without a distribution.
    public var level: Double?

    /// Pairs both.
    public init(member: String, measured: Double, predicted: Double, level: Double? = nil) {
        self.member = member
        self.measured = measured
        self.predicted = predicted
        self.level = level
    }
}
