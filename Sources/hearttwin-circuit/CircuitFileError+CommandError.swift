public import CircuitFiles
public import CommandLineSupport

extension CircuitFileError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isMissing ? CommandExit.missingFile : CommandExit.badData }
}
