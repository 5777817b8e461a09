import TwinProtocol

/// Where a run's outputs go besides standard output, as a word on the command line.
public enum SinkAddress: Sendable, Equatable {
    /// A file of lines that is added to.
    case file(path: String)
    /// A topic of Kafka.
    case kafka(brokers: String, topic: String)
    /// A topic of MQTT.
    case mqtt(host: String, port: Int, topic: String, isSecure: Bool)
    /// A store that takes InfluxDB's line protocol over HTTP: where it listens, and the path with its question.
    case influx(host: String, port: Int, target: String)

    /// Reads `file:PATH`, `kafka:HOST:PORT/TOPIC`, `mqtt:…`, `mqtts:…` or `influx:HOST:PORT[/PATH]`.
    public init(_ text: String) throws(TwinServerError) {
        if let rest = Self.rest(of: text, after: "file:"), !rest.isEmpty {
            self = .file(path: rest)
        } else if let rest = Self.rest(of: text, after: "influx:") {
            let parts = rest.split(
                separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard let (host, port) = try? SourceAddress.endpoint(parts[0], text) else {
                throw .badSink(text: text)
            }
            // Spaces and control characters would end the line of the request.
            let target = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : "write"
            guard target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw .badSink(text: text)
            }
            self = .influx(host: host, port: port, target: "/" + target)
        } else if let source = try? SourceAddress(text) {
            switch source {
            case .kafka(let brokers, let topic): self = .kafka(brokers: brokers, topic: topic)
            case .mqtt(let host, let port, let topic, let isSecure):
                guard !topic.contains("#"), !topic.contains("+") else {
                    throw .badSink(text: text)
                }
                self = .mqtt(host: host, port: port, topic: topic, isSecure: isSecure)
            default: throw .badSink(text: text)
            }
        } else {
            throw .badSink(text: text)
        }
    }

    private static func rest(of text: String, after word: String) -> String? {
        text.hasPrefix(word) ? String(text.dropFirst(word.count)) : nil
    }
}
