/// What can go wrong in the lumped circulation.
public enum CirculationError: Error, Equatable, CustomStringConvertible {
    /// A pressure, volume or step handed to the loop is not a usable number.
    case invalidInput(name: String, value: Double, unit: String)
    /// The implicit step did not converge; residuals [mm³] by iteration.
    case newtonDiverged(time: Double, step: Double, residuals: [Double])
    /// A state left the finite numbers.
    case notFinite(state: String, time: Double)
    /// No shape was found in which the walls of a muscle balance.
    case wallsUnbalanced(muscle: String, time: Double)
    /// The loop did not become periodic; relative change per beat.
    case notPeriodic(beats: Int, change: Double, tolerance: Double)
    /// A circuit that cannot be built, with the element at fault.
    case invalidCircuit(element: String, fault: CircuitFault)
    /// A stored state with the wrong number of values.
    case wrongStateSize(expected: Int, found: Int)

    public var description: String {
        switch self {
        case .invalidInput(let name, let value, let unit):
            "circulation: \(name) = \(value) \(unit) is not usable; it must be finite, "
                + "and a time step positive"
        case .newtonDiverged(let time, let step, let residuals):
            "circulation: the implicit step of \(step) ms at \(time) ms did not converge "
                + "(volume residuals \(residuals.suffix(4)) mm³); reduce the time step"
        case .notFinite(let state, let time):
            "circulation: \(state) is not finite at \(time) ms; reduce the time step"
        case .wallsUnbalanced(let muscle, let time):
            "circulation: the walls of \(muscle) do not balance at \(time) ms; check the areas and volumes of "
                + "its walls against the volumes of its compartments, or reduce the time step"
        case .notPeriodic(let beats, let change, let tolerance):
            "circulation: still changing by \(change) per beat after \(beats) beats "
                + "(tolerance \(tolerance)); check the parameters or allow more beats"
        case .invalidCircuit(let element, let fault):
            "circuit: \(element): \(fault)"
        case .wrongStateSize(let expected, let found):
            "circulation: a stored state has \(found) values, expected \(expected)"
        }
    }
}
