public import CommandLineSupport
public import HeartModel

extension EmulatorError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { CommandExit.diverged }
}
