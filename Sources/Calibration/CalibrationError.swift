/// What can go wrong while parameters are fitted.
public enum CalibrationError: Error, Equatable, CustomStringConvertible {
    /// A parameter or quantity that does not exist.
    case unknownName(name: String, kind: String)
    /// A target without a positive, finite uncertainty, or a value that is not usable.
    case invalidTarget(name: String, value: Double, deviation: Double)
    /// The model could not be evaluated at the starting point.
    case startFailed(reason: String)
    /// The fit stopped before it converged.
    case notConverged(iterations: Int, costs: [Double])

    public var description: String {
        switch self {
        case .unknownName(let name, let kind):
            "calibration: there is no \(kind) \"\(name)\""
        case .invalidTarget(let name, let value, let deviation):
            "calibration: target \(name) = \(value) ± \(deviation) needs a finite value and a "
                + "positive uncertainty"
        case .startFailed(let reason):
            "calibration: the model fails at the starting values (\(reason)); start elsewhere"
        case .notConverged(let iterations, let costs):
            "calibration: no minimum after \(iterations) iterations (cost \(costs.suffix(3))); "
                + "loosen targets or allow more iterations"
        }
    }
}
