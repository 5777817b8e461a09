/// What is done to a patient, in order.
public struct Scenario: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// What is done, in order.
    public var interventions: [InterventionCall]

    /// Makes a scenario.
    public init(
        name: String, interventions: [InterventionCall]
    ) {
        self.name = name
        self.interventions = interventions
    }

    /// Does everything to a heart.
    ///
    /// - Throws: ``ScenarioError``, `HeartModelError`; the heart is unchanged then.
    public func apply(to heart: inout TreatedHeart) throws {
        var treated = heart
        for call in interventions { try treated.apply(try call.intervention()) }
        heart = treated
    }
}
