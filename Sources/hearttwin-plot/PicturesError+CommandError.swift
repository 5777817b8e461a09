public import CommandLineSupport
public import Pictures

extension PicturesError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        if case .unknownPicture = self { return CommandExit.usage }
        return isMissing ? CommandExit.missingFile : CommandExit.badData
    }
}
