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
    /// wander is assumed: fast enough for a step to be followed in ten beats.
    static let all = [
        EstimatedParameter(
            name: "circulation.systemicArterialResistance", wander: 0.05, spread: 0.15,
            isFactor: true),
        EstimatedParameter(
            name: "wall.contractilityLeft", wander: 0.12, spread: 0.15, isFactor: true),
        EstimatedParameter(
            name: "circulation.bloodVolume", wander: 35, spread: 150, isFactor: false),
        EstimatedParameter(
            name: "circulation.pulmonaryArterialResistance", wander: 0.14, spread: 0.2,
            isFactor: true),
    ]
}
