public import CommandLineSupport
public import Studies

extension StudyError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .badRange, .nothingVaries, .tooManyInputs: CommandExit.usage
        case .noBaseline: CommandExit.diverged
        default: CommandExit.badData
        }
    }
}
