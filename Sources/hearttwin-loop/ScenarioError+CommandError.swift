public import CommandLineSupport
public import Scenarios

extension ScenarioError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .notACall, .unknownIntervention, .loopOnly: CommandExit.usage
        default: CommandExit.badData
        }
    }
}
