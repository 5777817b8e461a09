public import CommandLineSupport
public import TwinEngine
public import TwinServer

extension TwinEngineError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .notProportional, .brokenChain, .otherHeart, .forecast: CommandExit.badData
        case .file(_, "open", _), .file(_, "read", _): CommandExit.missingFile
        case .file: CommandExit.cannotCreate
        case .otherBits: CommandExit.outOfTolerance
        }
    }
}

extension TwinServerError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .badSource, .notLoopback: CommandExit.usage
        case .listen: CommandExit.cannotCreate
        case .kafka, .mqtt, .tooManyPartitions: CommandExit.retry
        case .registry, .record: CommandExit.badData
        }
    }
}
