public import Cohorts
public import CommandLineSupport

extension CohortsError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isDivergence ? CommandExit.diverged : CommandExit.badData }
}
