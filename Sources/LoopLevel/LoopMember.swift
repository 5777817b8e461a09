public import Circulation
public import HeartModel
public import Scenarios

/// A heart before and after a change: one of several equally likely ones, or the only one.
public struct LoopMember: Sendable {
    /// Before.
    public var untreated: HeartParameters
    /// After.
    public var treated: HeartParameters
    /// What is done beyond the parameters: devices, drugs that act on nerves.
    public var therapy: CircuitTherapy

    /// What the ventricles are.
    public var ventricles: LoopVentricles
    /// Changes that come over time; ``treated`` has their full effect.
    public var steps: [TreatedHeart.Step]

    /// Pairs both.
    public init(
        untreated: HeartParameters, treated: HeartParameters, therapy: CircuitTherapy = .none,
        ventricles: LoopVentricles = .elastance, steps: [TreatedHeart.Step] = []
    ) {
        self.untreated = untreated
        self.treated = treated
        self.therapy = therapy
        self.ventricles = ventricles
        self.steps = steps
    }

    /// Whether anything changes.
    var isTreated: Bool {
        // What comes over time may be undone by what follows, and still passes.
        treated != untreated || therapy != .none || ventricles.changesActivation || !steps.isEmpty
    }

    /// Whether any scar, or its stiffness, changes.
    var changesScar: Bool {
        untreated.wallScars != treated.wallScars
    }
}
