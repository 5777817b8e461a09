public import Mechanics
import Quantities

/// What can go wrong in the coupled heart.
public enum HeartModelError: Error, Equatable, CustomStringConvertible {
    /// A parameter name that no part of the model has.
    case unknownParameter(name: String, nearest: String?)
    /// A law that is not among those to choose from.
    case unknownChoice(name: String, value: String, known: [String])
    /// A parameter value outside its admissible range.
    case outOfRange(name: String, value: Double, unit: String, allowed: ClosedRange<Double>)
    /// Two inputs that do not fit each other.
    case mismatch(what: String, expected: Int, found: Int)
    /// Something the model cannot do without.
    case missing(what: String, advice: String)
    /// No equilibrium of the wall without pressures, or no way back from it.
    case notUnloaded(NewtonFailure)
    /// No step, however small, converged.
    case stepFailed(StepFailure)
    /// A saved state that does not belong to this model.
    case foreignState(reason: String)

    public var description: String {
        switch self {
        case .unknownParameter(let name, let nearest):
            "there is no parameter \"\(name)\""
                + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
                + " (hearttwin schema lists all)"
        case .unknownChoice(let name, let value, let known):
            "\(name): there is no \"\(value)\"\(Spelling.suggestion(for: value, among: known))"
        case .outOfRange(let name, let value, let unit, let allowed):
            "\(name) = \(value) \(unit) is outside \(allowed.lowerBound) \u{2026} "
                + "\(allowed.upperBound) \(unit)"
        case .mismatch(let what, let expected, let found):
            "\(what): expected \(expected), found \(found)"
        case .missing(let what, let advice):
            "\(what) is missing; \(advice)"
        case .notUnloaded(let failure):
            "the wall cannot be unloaded and loaded again: \(failure); --set reference=image computes "
                + "without"
        case .stepFailed(let failure): failure.description
        case .foreignState(let reason):
            "the saved state does not belong to this model: \(reason)"
        }
    }
}
