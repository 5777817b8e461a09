/// An output that a sink refused for good, for a log: why, and what it was.
public struct DeadOutput: Sendable {
    /// Which sink.
    public var sink: String
    /// Why.
    public var reason: String
    /// What it was.
    public var output: TwinOutput

    /// Collects what is known.
    public init(sink: String, reason: String, output: TwinOutput) {
        (self.sink, self.reason, self.output) = (sink, reason, output)
    }

    /// One line of JSON.
    public var line: String {
        let head =
            "{\"sink\":\(Self.quoted(sink)),\"reason\":\(Self.quoted(reason)),"
            + "\"step\":\(output.step),\"timeMs\":\(output.time),"
        guard case .vital(let code, let value, _, let sequence) = output.content else {
            return head + "\"output\":\(output.line.isEmpty ? "null" : output.line)}"
        }
        return head + "\"output\":{\"type\":\"vital\",\"code\":\(Self.quoted(code)),"
            + "\"value\":\(value.isFinite ? "\(value)" : "null"),\"sequence\":\(sequence)}}"
    }

    /// A string of JSON; what has no place in a line becomes a question mark.
    private static func quoted(_ text: String) -> String {
        let safe = text.map { character -> String in
            if character == "\"" || character == "\\" { return "\\\(character)" }
            let isControl = (character.asciiValue ?? 0x20) < 0x20 || character.asciiValue == 0x7f
            return isControl ? "?" : String(character)
        }
        return "\"\(safe.joined())\""
    }
}
