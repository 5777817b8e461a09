import Quantities

/// What can be wrong when a finished run is to be drawn.
public enum PicturesError: Error, Equatable, CustomStringConvertible {
    /// A folder that is not that of a finished run.
    case notARun(folder: String)
    /// A file of the run that the picture needs and that is not there.
    case absent(file: String, picture: String, reason: String)
    /// A file that is not what a run writes.
    case damaged(file: String, reason: String)
    /// A picture that there is not.
    case unknownPicture(name: String, known: [String])

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        switch self {
        case .unknownPicture: 64
        case .damaged: 65
        case .notARun, .absent: 66
        }
    }

    public var description: String {
        switch self {
        case .notARun(let folder):
            "\(folder): no summary.json there; name the results folder of a run that has ended"
        case .absent(let file, let picture, let reason):
            "\(file): no such file, and the picture \"\(picture)\" is drawn from it: \(reason)"
        case .damaged(let file, let reason):
            "\(file): not what a run writes: \(reason)"
        case .unknownPicture(let name, let known):
            "no picture \"\(name.printable)\"" + Spelling.suggestion(for: name, among: known)
        }
    }
}
