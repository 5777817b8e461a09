/// What can go wrong with a reduced model.
public enum ReductionError: Error, Equatable, CustomStringConvertible {
    /// A dense problem of the training without a usable solution.
    case notSolved(what: String)
    /// A wall with something that the reduced one does not know.
    case unsupported(what: String)
    /// Snapshots that no basis can be made of.
    case tooFewSnapshots(count: Int)
    /// A file without a reduced model, or with a damaged one.
    case badFile(path: String, problem: String)
    /// A reduced model of another patient, or of other parameters.
    case foreign(path: String, problem: String)
    /// A request outside what the reduced model was trained on.
    case outside(reasons: [String])

    public var description: String {
        switch self {
        case .notSolved(let what): "the reduced model was not found: \(what)"
        case .unsupported(let what): "walls with \(what) cannot be reduced"
        case .tooFewSnapshots(let count):
            "\(count) snapshots are too few for a reduced model; compute more training beats"
        case .badFile(let path, let problem):
            "\(path):/hearttwin/reduced: \(problem); make the file again with hearttwin reduce"
        case .foreign(let path, let problem):
            "\(path): the reduced model does not belong to this patient: \(problem); make the file "
                + "again with hearttwin reduce"
        case .outside(let reasons):
            "outside what the reduced model was trained on: " + reasons.joined(separator: "; ")
                + "; compute the full order with --level heart"
        }
    }
}
