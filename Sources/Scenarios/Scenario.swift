/// What is done to a patient, in order, and what the literature expects of it.
public struct Scenario: Sendable, Equatable {
    /// Name for people.
    public var name: String
    /// One line for people.
    public var summary: String
    /// What is done, in order.
    public var interventions: [InterventionCall]
    /// What should come of it.
    public var expectations: [Expectation]

    /// Makes a scenario.
    public init(
        name: String, summary: String = "", interventions: [InterventionCall],
        expectations: [Expectation] = []
    ) {
        self.name = name
        self.summary = summary
        self.interventions = interventions
        self.expectations = expectations
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
