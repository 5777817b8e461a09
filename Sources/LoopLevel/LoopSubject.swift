public import Circulation
public import HeartModel
public import Scenarios

/// A heart with everything that is to be done to it, each by itself.
public struct LoopSubject: Sendable {
    /// One thing done to it.
    public struct Treatment: Sendable {
        /// The parameters after.
        public var parameters: HeartParameters
        /// What is done beyond the parameters: devices, drugs that act on nerves.
        public var therapy: CircuitTherapy
        /// What the ventricles are, before and after.
        public var ventricles: LoopVentricles
        /// Changes that come over time; ``parameters`` have their full effect.
        public var steps: [TreatedHeart.Step]

        /// The change of a heart.
        public init(_ member: LoopMember) {
            self.init(
                parameters: member.treated, therapy: member.therapy,
                ventricles: member.ventricles, steps: member.steps)
        }

        /// Describes a treatment.
        public init(
            parameters: HeartParameters, therapy: CircuitTherapy = .none,
            ventricles: LoopVentricles = .elastance, steps: [TreatedHeart.Step] = []
        ) {
            self.parameters = parameters
            self.therapy = therapy
            self.ventricles = ventricles
            self.steps = steps
        }
    }

    /// Before.
    public var untreated: HeartParameters
    /// What the ventricles are before.
    public var ventricles: LoopVentricles
    /// What is done, each to the untreated heart.
    public var treatments: [Treatment]

    /// Describes a heart.
    public init(
        untreated: HeartParameters, ventricles: LoopVentricles = .elastance,
        treatments: [Treatment] = []
    ) {
        self.untreated = untreated
        self.ventricles = ventricles
        self.treatments = treatments
    }
}

/// A heart that took longer than it may.
public struct LoopTimeLimit: Error, Sendable, Equatable, CustomStringConvertible {
    /// The limit of one heart [s].
    public var seconds: Double

    /// One sentence.
    public var description: String { "not done within \(seconds) s" }
}
