/// A parameter that the estimator follows, and how it may change.
struct EstimatedParameter: Sendable {
    /// Dotted name.
    var name: String
    /// Deviation of its random walk over a second: of the logarithm, or in its unit where it is added.
    var wander: Double
    /// Deviation at the start, the same way.
    var spread: Double
    /// Deviation of a step that it may make from one beat to the next, the same way; 0 where it makes none.
    var step: Double
    /// Whether it is varied by a factor; else by adding.
    var isFactor: Bool

    /// What arterial, pulmonary and central venous pressures tell apart at a known heart rate. How they change is assumed: they
    /// wander slowly, so that the noise of many beats averages out, and may make steps (``StepHypotheses``) as large as what is done
    /// to patients; compliances are the patient's own, which the first minutes find, and hardly change.
    /// Rates were chosen with trials of known steps in view (docs/live.md), whose sizes are about these.
    static let all = [
        EstimatedParameter(
            name: "circulation.systemicArterialResistance", wander: 0.03, spread: 0.15, step: 0.4,
            isFactor: true),
        EstimatedParameter(
            name: "wall.contractilityLeft", wander: 0.03, spread: 0.15, step: 0.4,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.bloodVolume", wander: 20, spread: 150, step: 500,
            isFactor: false),
        EstimatedParameter(
            name: "circulation.pulmonaryArterialResistance", wander: 0.03, spread: 0.2, step: 0.4,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.systemicArterialCompliance", wander: 0.005, spread: 0.25, step: 0,
            isFactor: true),
        EstimatedParameter(
            name: "circulation.pulmonaryArterialCompliance", wander: 0.005, spread: 0.25, step: 0,
            isFactor: true),
    ]
}
