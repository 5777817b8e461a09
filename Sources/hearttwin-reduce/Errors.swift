public import CommandLineSupport
public import Reduction
public import Scenarios

extension ReductionError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .notSolved, .tooFewSnapshots: CommandExit.diverged
        case .unsupported, .badFile, .foreign, .outside: CommandExit.badData
        }
    }
}

extension ScenarioError: CommandError {}
