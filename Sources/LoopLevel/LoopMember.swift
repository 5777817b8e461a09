public import Circulation
public import HeartModel

/// A heart before and after a change: one of several equally likely ones, or the only one.
public struct LoopMember: Sendable {
    /// Before.
    public var untreated: HeartParameters
    /// After.
    public var treated: HeartParameters
    /// What is done beyond the parameters: devices, drugs that act on nerves.
    public var therapy: CircuitTherapy

    /// Pairs both.
    public init(
        untreated: HeartParameters, treated: HeartParameters, therapy: CircuitTherapy = .none
    ) {
        self.untreated = untreated
        self.treated = treated
        self.therapy = therapy
    }

    /// Whether anything changes.
    var isTreated: Bool { treated != untreated || therapy != .none }
}
