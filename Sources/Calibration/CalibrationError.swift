import Quantities

/// What can go wrong while parameters are fitted.
public enum CalibrationError: Error, Equatable, CustomStringConvertible {
    /// A parameter or quantity that does not exist.
    case unknownName(name: String, kind: String)
    /// A kind of patient that is not registered.
    case unknownArchetype(name: String, known: [String])
    /// A target without a positive, finite uncertainty, or a value that is not usable.
    case invalidTarget(name: String, value: Double, deviation: Double)
    /// A measurement of a patient that cannot be used.
    case measurement(name: String, problem: String)
    /// A patient of whom nothing is known that a fit could use.
    case nothingMeasured(usable: [String])
    /// Measurements that cannot all be true, one sentence each.
    case contradictory([String])
    /// The model could not be evaluated at the starting point.
    case startFailed(reason: String)
    /// The fit stopped before it converged.
    case notConverged(iterations: Int, costs: [Double])
    /// The best fit has parameters at the end of what is admissible.
    case onBound(parameters: [String])

    /// True where the search failed, false where the input is at fault.
    public var isDivergence: Bool {
        switch self {
        case .startFailed, .notConverged, .onBound: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .unknownName(let name, let kind):
            "calibration: there is no \(kind) \"\(name)\""
        case .unknownArchetype(let name, let known):
            "there is no archetype \"\(name)\"\(Spelling.suggestion(for: name, among: known)); known are "
                + known.joined(separator: ", ")
        case .invalidTarget(let name, let value, let deviation):
            "calibration: target \(name) = \(value) ± \(deviation) needs a finite value and a "
                + "positive uncertainty"
        case .measurement(let name, let problem):
            "calibration: measurement \(name): \(problem)"
        case .nothingMeasured(let usable):
            "calibration: the patient has no measurement that the loop can be fitted to; usable are "
                + usable.joined(separator: ", ")
        case .contradictory(let sentences):
            "calibration: the measurements contradict each other: "
                + sentences.joined(separator: "; ")
                + ". Correct them, or give the uncertain ones a larger uncertainty"
        case .startFailed(let reason):
            "calibration: the model fails at the starting values (\(reason)); start elsewhere"
        case .notConverged(let iterations, let costs):
            "calibration: no minimum after \(iterations) iterations (cost \(costs.suffix(3))); "
                + "loosen targets or allow more iterations"
        case .onBound(let parameters):
            "calibration: the best fit ends at the bound of \(parameters.joined(separator: ", ")): "
                + "the loop cannot become this patient. Check the measurements and their units"
        }
    }
}
