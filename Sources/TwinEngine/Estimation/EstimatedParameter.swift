/// A parameter that the estimator follows, and how fast it may wander.
struct EstimatedParameter: Sendable {
    /// Dotted name.
    var name: String
    /// Deviation of its random walk over a second: of the logarithm, or in its unit where it is added.
    var wander: Double
    /// Deviation at the start, the same way.
    var spread: Double
    /// Whether it is varied by a factor; else by adding.
    var isFactor: Bool

    /// What arterial, pulmonary and central venous pressures tell apart at a known heart rate. How fast they
    /// wander is assumed: fast enough for a step to be followed in ten beats; compliances are the patient's own,
    /// which the first minutes find, and hardly change.
    static let all = [
        EstimatedParameter(
            name: "circulation.systemicArterialResistance", wander: 0.08,
            spread: 0.15,
            isFactor: true),
        EstimatedParameter(
            name: "wall.contractilityLeft", wander: 0.12, spread: 0.15,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.bloodVolume", wander: 50, spread: 150,
            isFactor: false),
        EstimatedParameter(
            name: "circulation.pulmonaryArterialResistance", wander: 0.14,
            spread: 0.2,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.systemicArterialCompliance",
            wander: 0.005, spread: 0.25,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.pulmonaryArterialCompliance",
            wander: 0.005, spread: 0.25,
            isFactor: true),
    ]
}
