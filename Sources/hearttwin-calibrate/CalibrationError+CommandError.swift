public import Calibration
public import CommandLineSupport

extension CalibrationError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isDivergence ? CommandExit.diverged : CommandExit.badData }
}
