import CommandLineSupport

/// What can go wrong with a bundle.
enum BundleError: CommandError {
    /// A file cannot be read.
    case missing(String)
    /// The archive is not what it should be.
    case damaged(String)
    /// Something cannot be written.
    case unwritable(String, String)
    /// The command of the bundle failed.
    case failed(String, Int32)
    /// It is too large for the format.
    case tooLarge
    /// Computed again, files have other bytes.
    case differs([String])

    var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingFile
        case .damaged, .tooLarge: CommandExit.badData
        case .unwritable: CommandExit.cannotCreate
        case .failed(_, let code): code
        case .differs: CommandExit.outOfTolerance
        }
    }

    var description: String {
        switch self {
        case .missing(let path): "\(path): no such file, or it cannot be read"
        case .damaged(let problem): "the bundle cannot be used: \(problem)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .failed(let command, let code):
            "hearttwin \(command) ended with \(code); its messages are above"
        case .tooLarge:
            "more than 4 GiB or 65 535 files are too much for a bundle; leave files out by --without"
        case .differs(let names):
            "computed again, these files have other bytes: \(names.joined(separator: ", ")); another"
                + " version, or a processor for which OpenBLAS has other kernels (hearttwin doctor)"
        }
    }
}
