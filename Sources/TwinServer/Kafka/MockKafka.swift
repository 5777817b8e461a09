import CRDKafka

/// The broker that librdkafka carries for tests, on a port of this machine, and a producer to it: for unit
/// tests and the benchmark.
package final class MockKafka {
    private let client: KafkaClient
    private let cluster: OpaquePointer
    /// Where it listens.
    package let brokers: String

    /// Starts a broker with one topic.
    package init(topic: String, partitions: Int) throws(TwinServerError) {
        client = try KafkaClient(
            RD_KAFKA_PRODUCER,
            ["log_level": "0", "bootstrap.servers": "127.0.0.1:1"])
        guard let cluster = rd_kafka_mock_cluster_new(client.handle, 1) else {
            throw .kafka(operation: "mock cluster", reason: "not started")
        }
        self.cluster = cluster
        brokers = String(cString: rd_kafka_mock_cluster_bootstraps(cluster))
        try KafkaClient.check(
            rd_kafka_mock_topic_create(cluster, topic, Int32(partitions), 1), "mock topic")
        producer = try KafkaProducer(brokers: brokers, topic: topic, linger: 1)
    }

    private let producer: KafkaProducer

    deinit { rd_kafka_mock_cluster_destroy(cluster) }

    /// Sends an event; false where the queue is full.
    package func send(_ text: String, partition: Int = 0) -> Bool {
        producer.send(text, partition: partition)
    }

    /// Waits until everything is with the broker, at most so long [ms].
    package func flush(_ milliseconds: Int32 = 10_000) { producer.flush(milliseconds) }
}
