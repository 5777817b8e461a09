/// What cannot be asked of a loop that is driven from outside.
public enum LoopInstanceError: Error, Equatable, CustomStringConvertible {
    /// Something that needs a settled loop.
    case notSettled
    /// Settling twice.
    case settledBefore
    /// A time that is over, or none.
    case backwards(from: Double, to: Double)
    /// Setting an output.
    case readOnly(name: String)
    /// Setting what is only read when the loop settles.
    case fixed(name: String)
    /// No such place among the variables.
    case noVariable(place: Int, count: Int)

    public var description: String {
        switch self {
        case .notSettled: "the loop has not settled yet; let it settle before it goes on or is read"
        case .settledBefore:
            "the loop has settled already; reset it, or set parameters as it goes on"
        case .backwards(let from, let to):
            "the loop is at \(from) ms and cannot go to \(to) ms; restore a saved state to go back"
        case .readOnly(let name): "\(name) is an output and cannot be set"
        case .fixed(let name):
            "\(name) is read when the loop settles and cannot be changed later; reset the loop first"
        case .noVariable(let place, let count):
            "there is no variable \(place); there are \(count), the first is 0"
        }
    }
}
