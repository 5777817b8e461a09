public import Circulation
public import Electrophysiology
public import HeartModel
import Quantities

/// A heart's parameters and what starts its beats, with what interventions have changed.
public struct TreatedHeart: Sendable {
    /// One changed number.
    public struct Change: Sendable, Equatable {
        /// Dotted name of the parameter.
        public var name: String
        /// Value before and after, in ``unit``.
        public var before: Double
        public var after: Double
        /// Unit of the parameter's card.
        public var unit: String
        /// The intervention.
        public var by: String
    }

    /// A change that comes over time.
    public struct Step: Sendable, Equatable {
        /// The intervention.
        public var by: String
        /// How it comes.
        public var course: DoseCourse
        /// All parameters without and with its full effect.
        public var before: HeartParameters
        public var after: HeartParameters
    }

    /// The parameters.
    public private(set) var parameters: HeartParameters
    /// What starts a beat.
    public private(set) var activation: ActivationProtocol
    /// Devices connected to the circulation, and what drugs do to nerves.
    public private(set) var therapy = CircuitTherapy.none
    /// What has been changed, in order.
    public private(set) var changes: [Change] = []
    /// Changes that come over time, in order; ``parameters`` have their full effect.
    public private(set) var steps: [Step] = []
    private var claimed: [String: String] = [:]
    private var acting = ""

    /// A heart that nothing has been done to.
    public init(parameters: HeartParameters, activation: ActivationProtocol) {
        self.parameters = parameters
        self.activation = activation
    }

    /// Lets an intervention act.
    ///
    /// - Throws: ``ScenarioError/contradiction(first:second:both:)``, errors of the intervention. The
    ///   heart is unchanged then.
    public mutating func apply(_ intervention: some Intervention) throws {
        let card = type(of: intervention).card
        if let thing = card.claims {
            if let first = claimed[thing] {
                throw ScenarioError.contradiction(
                    first: first, second: card.identifier, both: thing)
            }
        }
        var treated = self
        treated.acting = card.identifier
        if let thing = card.claims { treated.claimed[thing] = card.identifier }
        try intervention.apply(to: &treated)
        self = treated
    }

    /// Lets what an intervention has changed come over time.
    ///
    /// - Throws: ``ScenarioError/cannotBeTimed(intervention:what:)``.
    mutating func follow(
        _ course: DoseCourse, since before: TreatedHeart, _ intervention: String
    ) throws {
        func refused(_ what: String) -> ScenarioError {
            .cannotBeTimed(intervention: intervention, what: what)
        }
        guard therapy.nerves == before.therapy.nerves else { throw refused("the nerves") }
        guard therapy == before.therapy else { throw refused("what is connected to the heart") }
        guard activation == before.activation else { throw refused("what starts a beat") }
        guard parameters.section("scar") == before.parameters.section("scar") else {
            throw refused("the scar")
        }
        let rate = "circulation.heartRate"
        guard try parameters.value(rate) == before.parameters.value(rate) else {
            throw refused("the heart rate")
        }
        steps.append(
            Step(
                by: intervention, course: course, before: before.parameters, after: parameters))
    }

    /// The same with parameters held at given values, in the units of the cards.
    func holding(_ values: [String: Double]) throws(HeartModelError) -> TreatedHeart {
        var heart = self
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            for place in heart.steps.indices {
                try heart.steps[place].before.set(name, value)
                try heart.steps[place].after.set(name, value)
            }
        }
        return heart
    }

    /// Multiplies a parameter.
    public mutating func scale(_ name: String, by factor: Double) throws(HeartModelError) {
        try set(name, to: factor * parameters.value(name))
    }

    /// Adds to a parameter, in the unit of its card.
    public mutating func add(_ amount: Double, to name: String) throws(HeartModelError) {
        try set(name, to: parameters.value(name) + amount)
    }

    /// Sets a parameter, in the unit of its card.
    public mutating func set(_ name: String, to value: Double) throws(HeartModelError) {
        let before = try parameters.value(name)
        guard value != before else { return }
        try parameters.set(name, value)
        changes.append(
            Change(
                name: name, before: before, after: value,
                unit: HeartParameters.card(name)?.unit ?? "1", by: acting))
    }

    /// Connects a device to the circulation.
    public mutating func connect(_ device: CircuitDevice) {
        therapy.devices.append(device)
    }

    /// Acts on the nervous control: blocks add up as shares of what is left, periods multiply.
    public mutating func act(_ action: NerveAction) {
        therapy.nerves.betaBlockade =
            1 - (1 - therapy.nerves.betaBlockade) * (1 - action.betaBlockade)
        therapy.nerves.periodFactor *= action.periodFactor
    }

    /// Replaces what starts a beat; burnt tissue stays burnt.
    public mutating func activate(_ plan: ActivationProtocol) {
        let lesions = activation.lesions
        activation = plan
        activation.lesions = lesions + plan.lesions
        nameLesions()
    }

    /// Burns tissue.
    public mutating func ablate(_ lesion: Lesion) {
        activation.lesions.append(lesion)
        nameLesions()
    }

    /// An activation around burnt tissue is called so.
    private mutating func nameLesions() {
        let suffix = "-ablated"
        guard !activation.lesions.isEmpty, !activation.identifier.hasSuffix(suffix) else { return }
        activation.identifier += suffix
    }
}
