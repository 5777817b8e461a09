public import CommandLineSupport
public import Documents

extension DocumentError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .unreadable: CommandExit.missingFile
        default: CommandExit.badData
        }
    }
}
