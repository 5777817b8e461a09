public import Quantities

/// What can go wrong in the membrane models.
public enum IonicsError: Error, Equatable, CustomStringConvertible {
    /// A state left the finite numbers.
    case notFinite(model: String, state: String, time: Double)
    /// A parameter the model does not have, or a value outside its range.
    case parameter(ParameterError)
    /// A cell type the model does not have.
    case unknownCellType(name: String, model: String, known: [String])
    /// A pacing protocol that makes no sense.
    case badPacing(name: String, value: Double, allowed: String)
    /// A paced cell that never fires or never repolarises within the cycle.
    case noActionPotential(model: String, cell: String, cycleLength: Double)

    public var description: String {
        switch self {
        case .notFinite(let model, let state, let time):
            "\(model): state \(state) is not finite at \(time) ms; reduce the time step"
        case .parameter(let error):
            error.description
        case .unknownCellType(let name, let model, let known):
            "\(model) has no cell type \"\(name)\"; it has \(known.joined(separator: ", "))"
        case .badPacing(let name, let value, let allowed):
            "pacing: \(name) = \(value) must be \(allowed)"
        case .noActionPotential(let model, let cell, let cycleLength):
            "\(model), cell \(cell): no complete action potential within \(cycleLength) ms; "
                + "lengthen the cycle or check stimulus and conductances"
        }
    }
}
