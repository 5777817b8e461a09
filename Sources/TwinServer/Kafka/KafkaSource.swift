import CRDKafka
import TwinEngine

/// Reads events from a topic: every partition from the offset that the twin has dealt with, at least once.
///
/// Offsets are the twin's, in its journal and checkpoints; nothing is committed to the broker. Use from one
/// thread.
public final class KafkaSource {
    private let client: KafkaClient
    private let topic: String
    private let partitions: Int
    /// Messages taken so far.
    public private(set) var count: UInt64 = 0

    /// Waiting time of a look at the topic [ms].
    private static let patience: Int32 = 20

    /// Follows a topic.
    ///
    /// - Parameters:
    ///   - offsets: where to go on in each partition; 0 begins with the oldest event.
    ///   - settings: of the client, on top of ours.
    /// - Throws: ``TwinServerError``.
    public init(
        brokers: String, topic: String, offsets: [UInt64], settings: [String: String] = [:]
    ) throws(TwinServerError) {
        var all = [
            "bootstrap.servers": brokers, "group.id": "hearttwin",
            "enable.auto.commit": "false", "fetch.wait.max.ms": "1",
            "auto.offset.reset": "earliest", "log_level": "0",
        ]
        all.merge(settings) { $1 }
        client = try KafkaClient(RD_KAFKA_CONSUMER, all)
        self.topic = topic
        partitions = try client.partitionCount(of: topic)
        guard partitions <= offsets.count else {
            throw .tooManyPartitions(topic: topic, count: partitions, allowed: offsets.count)
        }
        let list = rd_kafka_topic_partition_list_new(Int32(partitions))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for partition in 0..<partitions {
            let entry = rd_kafka_topic_partition_list_add(list, topic, Int32(partition))
            entry?.pointee.offset = Int64(clamping: offsets[partition])
        }
        try KafkaClient.check(rd_kafka_assign(client.handle, list), "assign \(topic)")
        rd_kafka_poll_set_consumer(client.handle)
    }

    /// Hands over one event if one comes soon.
    ///
    /// - Parameter take: told of the bytes, the partition and the offset.
    /// - Returns: whether there was one.
    /// - Throws: ``TwinServerError`` for what does not pass by itself; a broker that cannot be reached does.
    public func poll(
        _ take: (UnsafeBufferPointer<UInt8>, _ partition: Int, _ offset: UInt64) -> Void
    ) throws(TwinServerError) -> Bool {
        guard let message = rd_kafka_consumer_poll(client.handle, Self.patience) else {
            return false
        }
        defer { rd_kafka_message_destroy(message) }
        let error = message.pointee.err
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            if rd_kafka_fatal_error(client.handle, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR {
                throw .kafka(operation: "read", reason: KafkaClient.text(error))
            }
            return false
        }
        let bytes = UnsafeBufferPointer(
            start: message.pointee.payload?.assumingMemoryBound(to: UInt8.self),
            count: message.pointee.len)
        take(bytes, Int(message.pointee.partition), UInt64(clamping: message.pointee.offset))
        count += 1
        return true
    }
}
