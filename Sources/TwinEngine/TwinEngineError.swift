/// What can go wrong around the solver; inside a step nothing throws.
public enum TwinEngineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A parameter that the circuit does not follow proportionally, so that events cannot set it.
    case notProportional(parameter: String)
    /// A file that cannot be read or written.
    case file(path: String, operation: String, reason: String)
    /// A journal whose records from here on are not those that were written.
    case brokenChain(path: String, record: Int)
    /// A journal or checkpoint of another heart.
    case otherHeart(path: String)
    /// A replay that came to other bits than the run.
    case otherBits(step: UInt64, expected: UInt64, found: UInt64)
    /// An ensemble that cannot be computed.
    case forecast(reason: String)

    public var description: String {
        switch self {
        case .notProportional(let parameter):
            "the live twin cannot set \(parameter): the circuit does not follow it proportionally"
        case .file(let path, let operation, let reason): "cannot \(operation) \(path): \(reason)"
        case .brokenChain(let path, let record):
            "\(path): record \(record) is not what was written (the hash chain breaks there)"
        case .otherHeart(let path):
            "\(path) belongs to another heart: use the patient file of that run, or another folder"
        case .otherBits(let step, let expected, let found):
            "the replay left the run at step \(step): digest \(found) in place of \(expected)"
        case .forecast(let reason): "no forecast: \(reason)"
        }
    }
}
