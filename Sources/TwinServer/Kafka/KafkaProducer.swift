import CRDKafka
import Glibc

/// Sends events to a topic, for tests and the benchmark; from one thread.
package final class KafkaProducer {
    private let client: KafkaClient
    private let topic: OpaquePointer

    /// Connects to brokers; the topic is made where it is not there.
    ///
    /// - Parameter linger: how long it waits for more to send in one request [ms].
    package init(brokers: String, topic: String, linger: Int) throws(TwinServerError) {
        client = try KafkaClient(
            RD_KAFKA_PRODUCER,
            [
                "linger.ms": String(linger), "log_level": "0", "bootstrap.servers": brokers,
                "queue.buffering.max.messages": "1000000", "socket.nagle.disable": "true",
            ])
        guard let reference = rd_kafka_topic_new(client.handle, topic, nil) else {
            throw .kafka(operation: "topic", reason: KafkaClient.text(rd_kafka_last_error()))
        }
        self.topic = reference
        try awaitTopic(topic)
    }

    /// A broker makes a topic when it is first asked for, and a little later has it.
    private func awaitTopic(_ name: String) throws(TwinServerError) {
        for _ in 0..<20 {
            if (try? client.partitionCount(of: name)) != nil { return }
            usleep(100_000)
        }
        _ = try client.partitionCount(of: name)
    }

    deinit { rd_kafka_topic_destroy(topic) }

    /// Sends an event; false where the queue is full.
    package func send(_ text: String, partition: Int = 0) -> Bool {
        var bytes = Array(text.utf8)
        let copy = Int32(RD_KAFKA_MSG_F_COPY)
        return rd_kafka_produce(
            topic, Int32(partition), copy, &bytes, bytes.count, nil, 0, nil) == 0
    }

    /// Waits until everything is with the broker, at most so long [ms].
    package func flush(_ milliseconds: Int32 = 10_000) {
        _ = rd_kafka_flush(client.handle, milliseconds)
    }
}
