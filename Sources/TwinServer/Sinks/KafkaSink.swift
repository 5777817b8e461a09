import CRDKafka
public import TwinEngine

/// Produces the lines of a run to a topic, in order and each once (the broker tells repetitions of this client apart).
///
/// A broker that is away is waited for by the library, which holds ten thousand messages; then the queue before this
/// sink fills. Messages that wait when a run ends get five seconds. What the broker refuses for good (no such topic, too large a
/// message) is handed back with its reason. Use from one thread.
public final class KafkaSink: OutputSink {
    public let name: String
    private let client: KafkaClient
    private let topic: OpaquePointer
    /// Outputs of a batch that the library has taken, where it did not take them all.
    private var done = 0
    private let refused: Refused

    /// Messages that the broker will not take, such as those for a topic that is not there.
    private final class Refused {
        var lines: [(line: String, reason: String)] = []
    }

    /// Errors of the library that trying again does not cure.
    private static let forever: Set<Int32> = [
        RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC,
        RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED,
    ].reduce(into: []) { $0.insert($1.rawValue) }

    /// How long messages are waited for at the end [ms].
    private static let patience: Int32 = 5_000

    /// A producer; the broker need not be there yet.
    public init(brokers: String, topic: String) throws(TwinServerError) {
        name = "kafka:\(brokers)/\(topic)"
        let refused = Refused()
        self.refused = refused
        client = try KafkaClient(
            RD_KAFKA_PRODUCER,
            [
                "bootstrap.servers": brokers, "linger.ms": "5", "log_level": "0",
                "enable.idempotence": "true", "message.timeout.ms": "0",
                "queue.buffering.max.messages": "10000",
            ]
        ) { configuration in
            rd_kafka_conf_set_opaque(configuration, Unmanaged.passUnretained(refused).toOpaque())
            // Called by this thread, from rd_kafka_poll and rd_kafka_flush.
            rd_kafka_conf_set_dr_msg_cb(configuration) { _, message, opaque in
                guard let message, let opaque, message.pointee.err != RD_KAFKA_RESP_ERR_NO_ERROR
                else { return }
                let refused = Unmanaged<Refused>.fromOpaque(opaque).takeUnretainedValue()
                let bytes = UnsafeRawBufferPointer(
                    start: message.pointee.payload, count: message.pointee.len)
                refused.lines.append(
                    (String(decoding: bytes, as: UTF8.self), KafkaClient.text(message.pointee.err))
                )
            }
        }
        guard let reference = rd_kafka_topic_new(client.handle, topic, nil) else {
            throw .kafka(operation: "topic", reason: KafkaClient.text(rd_kafka_last_error()))
        }
        self.topic = reference
    }

    deinit { rd_kafka_topic_destroy(topic) }

    /// Gives lines to the library.
    public func write(_ outputs: [TwinOutput]) throws {
        for (place, output) in outputs.enumerated() where place >= done && !output.line.isEmpty {
            var bytes = Array(output.line.utf8)
            let copy = Int32(RD_KAFKA_MSG_F_COPY)
            guard
                rd_kafka_produce(topic, -1, copy, &bytes, bytes.count, nil, 0, nil) == 0
            else {
                let error = rd_kafka_last_error()
                let reason = KafkaClient.text(error)
                _ = rd_kafka_poll(client.handle, 0)
                guard !Self.forever.contains(error.rawValue) else {
                    done = 0
                    throw OutputRefusal(place: place, reason: reason)
                }
                done = place
                throw TwinServerError.sink(name: name, reason: reason)
            }
        }
        done = 0
        _ = rd_kafka_poll(client.handle, 0)
    }

    /// Waits for what the broker has not acknowledged.
    public func close() throws {
        guard rd_kafka_flush(client.handle, Self.patience) == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw TwinServerError.sink(
                name: name,
                reason: "\(rd_kafka_outq_len(client.handle)) messages were not acknowledged")
        }
    }

    /// Messages that the broker refused.
    public func takeRefused() -> [(line: String, reason: String)] {
        _ = rd_kafka_poll(client.handle, 0)
        defer { refused.lines = [] }
        return refused.lines
    }
}
