/// What a drug does to the autonomic control of a heart.
public struct NerveAction: Sendable, Equatable {
    /// Share of what sympathetic nerves do to contractility and heart period that is blocked (β₁) [1].
    public var betaBlockade: Double
    /// Factor on the heart period that the sinus node has without nerves [1].
    public var periodFactor: Double

    /// Makes an action; none unless given.
    public init(betaBlockade: Double = 0, periodFactor: Double = 1) {
        self.betaBlockade = betaBlockade
        self.periodFactor = periodFactor
    }

    /// Nothing.
    public static let none = NerveAction()
}
