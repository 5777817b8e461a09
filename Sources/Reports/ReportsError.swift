/// What can go wrong when results are written.
public enum ReportsError: Error, Equatable, CustomStringConvertible {
    /// The results folder cannot be made or written to.
    case unwritableFolder(path: String, reason: String)
    /// A file cannot be written.
    case cannotWrite(path: String, reason: String)
    /// A checkpoint that cannot continue this run.
    case foreignCheckpoint(path: String, reason: String)

    /// The documented exit code of the command line.
    public var exitCode: Int32 {
        switch self {
        case .unwritableFolder, .cannotWrite: 73
        case .foreignCheckpoint: 65
        }
    }

    public var description: String {
        switch self {
        case .unwritableFolder(let path, let reason):
            "cannot write results to \(path): \(reason); choose another folder with --output"
        case .cannotWrite(let path, let reason):
            "cannot write \(path): \(reason)"
        case .foreignCheckpoint(let path, let reason):
            "\(path) cannot continue this run: \(reason); run without --resume to start anew"
        }
    }
}
