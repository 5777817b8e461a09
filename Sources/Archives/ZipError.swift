/// What can be wrong with a ZIP archive.
public enum ZipError: Error, Equatable, CustomStringConvertible {
    /// It cannot be used.
    case damaged(String)

    public var description: String {
        switch self {
        case .damaged(let problem): "the archive cannot be used: \(problem)"
        }
    }
}
