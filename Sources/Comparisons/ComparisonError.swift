import Quantities

/// What can be wrong with a comparison.
public enum ComparisonError: Error, Equatable, CustomStringConvertible {
    /// An expectation of a number that what is compared does not have.
    case unknownMetric(name: String, of: String, known: [String])
    /// A band in a unit that the number cannot have.
    case wrongUnit(metric: String, unit: String, reason: String)
    /// A folder with runs of other hearts or treatments.
    case otherRuns(folder: String)
    /// A scenario of another treatment than those that were computed.
    case otherTreatment(scenario: String, known: [String])
    /// A patient without equally likely hearts where they are wanted.
    case noPosterior(patient: String)

    public var description: String {
        switch self {
        case .unknownMetric(let name, let compared, let known):
            "nothing is called \"\(name.printable)\" among the numbers of \(compared)"
                + Spelling.suggestion(for: name, among: known)
        case .wrongUnit(let metric, let unit, let reason):
            "the expectation of \(metric) in \(unit.printable): \(reason)"
        case .otherRuns(let folder):
            "\(folder): holds runs of other hearts or treatments; choose another --output, or compare what is there "
                + "by hearttwin compare \(folder)"
        case .otherTreatment(let scenario, let known):
            "\(scenario.printable) describes none of the treatments that were computed: "
                + known.joined(separator: ", ")
        case .noPosterior(let patient):
            "\(patient) has no posterior to draw hearts from; make one with hearttwin calibrate, or leave "
                + "--ensemble out"
        }
    }
}
