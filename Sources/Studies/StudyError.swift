import Quantities

/// What can be wrong with a study of many hearts.
public enum StudyError: Error, Equatable, CustomStringConvertible {
    /// A range or a choice of an argument that cannot be read.
    case badRange(place: String, text: String, reason: String)
    /// A parameter that is not one.
    case unknownParameter(name: String, known: [String])
    /// Nothing that varies.
    case nothingVaries(hint: String)
    /// More inputs than a design has coordinates for.
    case tooManyInputs(count: Int, most: Int)
    /// A number that the closed loop does not report.
    case unknownMetric(name: String, known: [String])
    /// A bound in a unit that the number cannot have.
    case wrongUnit(metric: String, unit: String, reason: String)
    /// A patient without equally likely hearts where they are wanted.
    case noPosterior(patient: String)
    /// The heart at the middle of all inputs, or untreated, does not run.
    case noBaseline(reason: String)
    /// Something that the anatomy lacks.
    case noAnatomy(reason: String)

    public var description: String {
        switch self {
        case .badRange(let place, let text, let reason):
            "\(place) = \"\(text.printable)\": \(reason)"
        case .unknownParameter(let name, let known):
            "nothing is called \"\(name.printable)\" among the parameters of the heart"
                + Spelling.suggestion(for: name, among: known)
        case .nothingVaries(let hint): "nothing varies: \(hint)"
        case .tooManyInputs(let count, let most):
            "\(count) inputs vary, and a design has room for \(most); name fewer with --vary"
        case .unknownMetric(let name, let known):
            "nothing is called \"\(name.printable)\" among the numbers of the closed loop"
                + Spelling.suggestion(for: name, among: known)
        case .wrongUnit(let metric, let unit, let reason):
            "the bound of \(metric) in \(unit.printable): \(reason)"
        case .noPosterior(let patient):
            "\(patient) has no posterior to draw hearts from; make one with hearttwin calibrate, or leave "
                + "--ensemble out"
        case .noBaseline(let reason): "the heart to begin with has no state to report: \(reason)"
        case .noAnatomy(let reason): reason
        }
    }
}
