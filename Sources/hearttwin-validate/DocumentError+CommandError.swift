public import CommandLineSupport
public import Documents

extension DocumentError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        if case .unreadable = self { CommandExit.missingFile } else { CommandExit.badData }
    }
}
