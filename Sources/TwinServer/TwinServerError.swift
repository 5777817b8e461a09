/// What can go wrong with the network.
public enum TwinServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A source whose text says nothing that is understood.
    case badSource(text: String)
    /// The Kafka client did not take a setting or a call.
    case kafka(operation: String, reason: String)
    /// More partitions than inputs whose offsets are kept.
    case tooManyPartitions(topic: String, count: Int, allowed: Int)

    public var description: String {
        switch self {
        case .badSource(let text):
            "\"\(text)\" is no source: stdin, file:events.ndjson, file:events.ndjson@10 (ten times as fast), "
                + "file:events.ndjson@max or kafka:host:9092/topic"
        case .kafka(let operation, let reason): "Kafka: \(operation): \(reason)"
        case .tooManyPartitions(let topic, let count, let allowed):
            "topic \(topic) has \(count) partitions; a twin follows \(allowed) at most"
        }
    }
}
