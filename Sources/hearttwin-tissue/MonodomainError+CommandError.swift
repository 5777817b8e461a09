public import CommandLineSupport
public import Monodomain

extension MonodomainError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isDivergence ? CommandExit.diverged : CommandExit.badData }
}
