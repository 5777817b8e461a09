public import CommandLineSupport
public import FunctionalMockup
public import LoopInterface

extension FunctionalMockupError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingFile
        case .foreignUnit: CommandExit.internalError
        case .tooLarge: CommandExit.badData
        }
    }
}

extension LoopSetupError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .missing: CommandExit.missingFile
        case .damaged, .wrongSize: CommandExit.badData
        case .noEmulator, .unknownVentricles, .noText: CommandExit.usage
        }
    }
}
