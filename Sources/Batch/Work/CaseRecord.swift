/// What became of a case: a line of a shard.
public struct CaseRecord: Codable, Sendable, Equatable {
    /// How a case can end.
    public enum State: String, Codable, Sendable, CaseIterable {
        case done, failed
        case timedOut = "timed-out"
        case crashed, skipped
    }

    /// Number of the case.
    public var `case`: Int
    /// How it ended.
    public var state: State
    /// Why, where it is not done.
    public var reason: String?
    /// The documented exit code that the reason stands for.
    public var exit: Int32?
    /// Wall time [s]; that of its block by the number of cases where several ran side by side.
    public var seconds: Double?
    /// Numbers by identifier.
    public var values: [String: Double]?

    /// Describes an end.
    public init(
        case number: Int, state: State, reason: String? = nil, exit: Int32? = nil,
        seconds: Double? = nil, values: [String: Double]? = nil
    ) {
        self.case = number
        self.state = state
        self.reason = reason
        self.exit = exit
        self.seconds = seconds
        self.values = values
    }
}

/// A line of a shard: cases that a worker begins, or the end of one.
enum ShardLine: Codable {
    case begin([Int])
    case end(CaseRecord)

    private enum CodingKeys: String, CodingKey { case begin }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        if let cases = try values.decodeIfPresent([Int].self, forKey: .begin) {
            self = .begin(cases)
        } else {
            self = .end(try CaseRecord(from: decoder))
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .begin(let cases):
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(cases, forKey: .begin)
        case .end(let record): try record.encode(to: encoder)
        }
    }
}
