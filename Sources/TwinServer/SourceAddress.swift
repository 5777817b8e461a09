/// Where events come from, as people write it.
public enum SourceAddress: Sendable, Equatable {
    /// Lines of standard input.
    case standardInput
    /// Lines of a file by the times of the events in it: so many times as fast, or without waiting.
    case file(path: String, speed: Double?)
    /// A topic.
    case kafka(brokers: String, topic: String)

    /// Reads `stdin`, `file:PATH[@SPEED]`, `kafka:BROKERS/TOPIC`.
    ///
    /// - Throws: ``TwinServerError/badSource(text:)``.
    public init(_ text: String) throws(TwinServerError) {
        if text == "stdin" || text == "-" {
            self = .standardInput
        } else if text.hasPrefix("file:") {
            self = try Self.file(text.dropFirst(5), text)
        } else if text.hasPrefix("kafka:") {
            let rest = text.dropFirst(6)
            guard let slash = rest.lastIndex(of: "/"), slash != rest.startIndex,
                rest.index(after: slash) != rest.endIndex
            else { throw .badSource(text: text) }
            self = .kafka(
                brokers: String(rest[..<slash]), topic: String(rest[rest.index(after: slash)...]))
        } else {
            throw .badSource(text: text)
        }
    }

    /// How many times as fast as the clock a recording runs, 0 without waiting; nil for live sources.
    public var pace: Double? {
        if case .file(_, let speed) = self { speed ?? 0 } else { nil }
    }

    private static func file(
        _ rest: Substring, _ text: String
    ) throws(TwinServerError) -> SourceAddress {
        guard let at = rest.lastIndex(of: "@") else {
            guard !rest.isEmpty else { throw .badSource(text: text) }
            return .file(path: String(rest), speed: 1)
        }
        let path = String(rest[..<at])
        let word = rest[rest.index(after: at)...]
        guard !path.isEmpty else { throw .badSource(text: text) }
        if word == "max" { return .file(path: path, speed: nil) }
        guard let speed = Double(word), speed > 0, speed <= 1000 else {
            throw .badSource(text: text)
        }
        return .file(path: path, speed: speed)
    }
}
