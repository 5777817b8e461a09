/// What can go wrong with the network.
public enum TwinServerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A source whose text says nothing that is understood.
    case badSource(text: String)
    /// A sink whose text says nothing that is understood.
    case badSink(text: String)
    /// A sink that does not take what it is given, now.
    case sink(name: String, reason: String)
    /// The Kafka client did not take a setting or a call.
    case kafka(operation: String, reason: String)
    /// More partitions than inputs whose offsets are kept.
    case tooManyPartitions(topic: String, count: Int, allowed: Int)

    /// The MQTT client did not take a setting or a call, or the broker refuses it.
    case mqtt(operation: String, reason: String)
    /// An address that others reach, for a protocol without protection.
    case notLoopback(host: String)
    /// An address that cannot be listened to.
    case listen(address: String, reason: String)
    /// A folder of schemas, or one of them, that cannot be used.
    case registry(path: String, reason: String)
    /// A recorded waveform that cannot be read.
    case record(path: String, reason: String)

    public var description: String {
        switch self {
        case .badSource(let text):
            "\"\(text)\" is no source: stdin, file:events.ndjson, file:events.ndjson@10 (ten times as fast), "
                + "file:events.ndjson@max, wfdb:record, edf:file.edf, csv:table.csv or hdf5:file.h5 (with @ as for files), kafka:host:9092/topic, "
                + "mqtt:host:1883/topic, mqtts:host:8883/topic or mllp:127.0.0.1:2575"
        case .badSink(let text):
            "\"\(text)\" is no sink: file:out.ndjson, kafka:host:9092/topic, mqtt:host:1883/topic, mqtts:host:8883/topic "
                + "(topics without wildcards) or influx:host:8428/write"
        case .sink(let name, let reason): "\(name): \(reason)"
        case .kafka(let operation, let reason): "Kafka: \(operation): \(reason)"
        case .mqtt(let operation, let reason): "MQTT: \(operation): \(reason)"
        case .notLoopback(let host):
            "mllp:\(host): MLLP has neither encryption nor authentication: only 127.0.0.1 is listened to. "
                + "Put a gateway or an SSH tunnel before it"
        case .listen(let address, let reason): "cannot listen to \(address): \(reason)"
        case .registry(let path, let reason): "schemas: \(path): \(reason)"
        case .record(let path, let reason): "record \(path): \(reason)"
        case .tooManyPartitions(let topic, let count, let allowed):
            "topic \(topic) has \(count) partitions; a twin follows \(allowed) at most"
        }
    }
}
