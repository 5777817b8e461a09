public import CommandLineSupport
public import LoopLevel

extension LoopEmptied: CommandError {
    /// No heart beats so: the documented code of a solver without a solution.
    public var exitCode: Int32 { CommandExit.diverged }
}
