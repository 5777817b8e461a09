public import CommandLineSupport
public import HeartCalibration
public import Signals

extension HeartCalibrationError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isDivergence ? CommandExit.diverged : CommandExit.badData }
}

extension SignalError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        reason == "cannot be read" ? CommandExit.missingFile : CommandExit.badData
    }
}
