/// What can go wrong with a store of beats and vital signs.
public enum HistoryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The store cannot be opened, read or written.
    case store(path: String, operation: String, reason: String)
    /// A file that is a store of something else.
    case notHistory(path: String)
    /// A store that has another run's rows, which those of this one would replace.
    case otherRun(path: String, patient: String)
    /// A series that is none.
    case unknownSeries(name: String, nearest: String?)

    public var description: String {
        switch self {
        case .store(let path, let operation, let reason): "cannot \(operation) \(path): \(reason)"
        case .notHistory(let path):
            "\(path) is no store of the live twin (history.sqlite of a journal's folder)"
        case .otherRun(let path, let patient):
            "\(path) holds another run (patient \(patient)); name another file, or the journal that it belongs to"
        case .unknownSeries(let name, let nearest):
            "\"\(name)\" is no series of the store"
                + (nearest.map { ": did you mean \"\($0)\"?" } ?? "")
        }
    }
}
