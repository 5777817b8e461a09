public import CommandLineSupport
public import Documents
public import HeartCalibration

extension HeartCalibrationError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { isDivergence ? CommandExit.diverged : CommandExit.badData }
}

extension DocumentError: CommandError {}
