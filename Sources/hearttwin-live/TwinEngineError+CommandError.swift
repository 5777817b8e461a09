public import CommandLineSupport
public import TwinEngine
public import TwinHistory
public import TwinServer

extension TwinEngineError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .notProportional, .brokenChain, .otherHeart, .forecast: CommandExit.badData
        case .file(_, "open", _), .file(_, "read", _): CommandExit.missingFile
        case .file(_, "use", _): CommandExit.badData
        case .file: CommandExit.cannotCreate
        case .otherBits: CommandExit.outOfTolerance
        }
    }
}

extension TwinServerError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .badSource, .badSink, .notLoopback: CommandExit.usage
        case .listen, .sink: CommandExit.cannotCreate
        case .kafka, .mqtt, .tooManyPartitions: CommandExit.retry
        case .registry, .record: CommandExit.badData
        }
    }
}

extension HistoryError: CommandError {
    /// The documented code.
    public var exitCode: Int32 {
        switch self {
        case .store(_, "open", _): CommandExit.missingFile
        case .store: CommandExit.cannotCreate
        case .notHistory, .otherRun: CommandExit.badData
        case .unknownSeries: CommandExit.usage
        }
    }
}
