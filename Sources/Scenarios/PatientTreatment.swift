public import Electrophysiology
public import HeartModel
import PatientModels
public import Patients

/// A patient before and after a scenario.
///
/// Values given by hand stand above the interventions, and these above the patient's file and the defaults;
/// those given by hand hold before and after.
public struct PatientTreatment: Sendable {
    /// The parameters before.
    public let untreated: HeartParameters
    /// The parameters after.
    public let treated: HeartParameters
    /// What starts the beats before.
    public let activation: ActivationProtocol
    /// What the scenario has done: changes, devices, what starts the beats.
    public let heart: TreatedHeart

    /// Treats a patient.
    ///
    /// - Parameters:
    ///   - values: numbers given by hand, by dotted name, in the units of the cards.
    ///   - choices: laws given by hand, by the name of the choice.
    ///   - activation: what starts the beats before.
    ///   - member: number of one of the equally likely hearts of a calibrated patient, from 1; the best heart when nil.
    /// - Throws: ``ScenarioError``, `HeartModelError`, `QuantityError`, `EnsembleError`.
    public init(
        of patient: PatientFacts, values: [String: Double] = [:], choices: [String: String] = [:],
        activation: ActivationProtocol, scenario: Scenario?, member: Int? = nil
    ) throws {
        let parameters =
            try member.map { try patient.heartParameters(member: $0, choices: choices) }
            ?? patient.heartParameters(choices: choices)
        try self.init(parameters, values, activation, scenario)
    }

    /// Treats equally likely hearts of a calibrated patient: the first `count` sets of its posterior, all where
    /// there are fewer; nil without posterior.
    ///
    /// - Throws: as ``init(of:values:choices:activation:scenario:)``.
    public static func ensemble(
        of patient: PatientFacts, count: Int, values: [String: Double] = [:],
        choices: [String: String] = [:], activation: ActivationProtocol, scenario: Scenario?
    ) throws -> [PatientTreatment]? {
        guard let posterior = patient.posterior else { return nil }
        return try (0..<min(count, posterior.samples.count)).map { set in
            try PatientTreatment(
                try patient.heartParameters(of: posterior, set: set, choices: choices), values,
                activation, scenario)
        }
    }

    /// Treats a heart that is known by its parameters.
    ///
    /// - Parameter calls: interventions in order, in the form of the command line; none leave it as it is.
    /// - Throws: ``ScenarioError``, `HeartModelError`.
    public init(
        of parameters: HeartParameters, calls: [String],
        activation: ActivationProtocol = ActivationProtocols.normal
    ) throws {
        try self.init(parameters, [:], activation, try Scenario(calls: calls))
    }

    /// Treats a heart that is known by its parameters with a scenario.
    ///
    /// - Throws: ``ScenarioError``, `HeartModelError`.
    public init(
        of parameters: HeartParameters, scenario: Scenario?,
        activation: ActivationProtocol = ActivationProtocols.normal
    ) throws {
        try self.init(parameters, [:], activation, scenario)
    }

    private init(
        _ parameters: HeartParameters, _ values: [String: Double],
        _ activation: ActivationProtocol, _ scenario: Scenario?
    ) throws {
        var heart = TreatedHeart(parameters: parameters, activation: activation)
        try scenario?.apply(to: &heart)
        var (untreated, treated) = (parameters, heart.parameters)
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            try treated.set(name, value)
            try untreated.set(name, value)
        }
        (self.untreated, self.treated) = (untreated, treated)
        self.heart = try heart.holding(values)
        self.activation = activation
    }
}
