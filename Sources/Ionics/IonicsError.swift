/// What can go wrong in the membrane models.
public enum IonicsError: Error, Equatable, CustomStringConvertible {
    /// A state left the finite numbers.
    case notFinite(model: String, state: String, time: Double)
    /// A parameter name the model does not have.
    case unknownParameter(name: String, model: String, known: [String])

    public var description: String {
        switch self {
        case .notFinite(let model, let state, let time):
            "\(model): state \(state) is not finite at \(time) ms; reduce the time step"
        case .unknownParameter(let name, let model, let known):
            "\(model) has no parameter \"\(name)\"; it has \(known.joined(separator: ", "))"
        }
    }
}
