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
        for call in interventions {
            let before = treated
            try treated.apply(try call.intervention())
            if let course = try call.course {
                try treated.follow(course, since: before, call.name)
            }
        }
        heart = treated
    }

    /// Interventions that the three-dimensional heart does not know, or that come over time.
    ///
    /// - Throws: ``ScenarioError/unknownIntervention(name:known:)``.
    public func loopOnly() throws(ScenarioError) -> [String] {
        var names: [String] = []
        for call in interventions {
            let card = try Interventions.named(call.name).card
            let course = try call.course
            if course != nil || card.levels == .loopOnly {
                names.append(call.name)
            }
        }
        return names
    }
}
