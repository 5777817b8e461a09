public import CommandLineSupport
import Documents
public import Suites

extension SuiteError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .missingFile, .unknownSuite: CommandExit.missingFile
        case .unusable, .unusableResults, .unusableRun: CommandExit.badData
        }
    }
}
