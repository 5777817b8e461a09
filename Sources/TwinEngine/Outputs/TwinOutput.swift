/// Something that a run tells others, with the twin's time and the time of day.
public struct TwinOutput: Sendable {
    /// What it is.
    public enum Content: Sendable {
        /// A beat of the twin.
        case beat(BeatRecord)
        /// A measured value: code, value in the unit of the code, source as a hash of its name, number there.
        case vital(code: String, value: Double, source: UInt64, sequence: UInt64)
        /// Anything else, by its kind: an estimate, a forecast, a what-if, the account at the end.
        case other(kind: String)
    }

    /// What it is.
    public var content: Content
    /// Steps of the twin [ms].
    public var step: UInt64
    /// Time of day, in a recording that of the recording [ms since 1970 UTC].
    public var time: Int64
    /// The line of JSON that is printed of it; empty for what is not printed.
    public var line: String

    /// Collects an output.
    public init(_ content: Content, step: UInt64, time: Int64, line: String = "") {
        self.content = content
        self.step = step
        self.time = time
        self.line = line
    }
}
