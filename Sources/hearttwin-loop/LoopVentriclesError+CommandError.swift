public import CommandLineSupport
public import LoopLevel

extension LoopVentriclesError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { CommandExit.usage }
}
