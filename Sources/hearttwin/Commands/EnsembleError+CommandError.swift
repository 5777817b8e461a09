public import CommandLineSupport
public import PatientModels

extension EnsembleError: CommandError {
    /// The documented code.
    public var exitCode: Int32 { CommandExit.badData }
}
