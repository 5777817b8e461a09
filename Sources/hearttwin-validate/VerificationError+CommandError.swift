public import CommandLineSupport
public import Verification

extension VerificationError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        if case .missingReference = self { CommandExit.missingFile } else { CommandExit.badData }
    }
}
