public import CommandLineSupport
public import Comparisons

extension ComparisonError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { CommandExit.badData }
}
