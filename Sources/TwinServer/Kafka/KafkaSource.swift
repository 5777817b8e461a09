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
    /// The offset behind the last message of each partition, or where it began.
    private var next: [Int64]
    private let missed: (Gap) -> Void

    /// Events that the broker no longer has (its retention was shorter than the twin was away), or a topic that was
    /// made anew.
    public struct Gap: Equatable, Sendable {
        /// The partition.
        public var partition: Int
        /// Where the twin wanted to go on.
        public var wanted: UInt64
        /// Where it goes on: the oldest event that is there.
        public var oldest: UInt64
        /// Events that never reached the twin; nil where the topic ends before ``wanted``: it is another one.
        public var count: UInt64? { oldest > wanted ? oldest - wanted : nil }
    }

    /// Waiting time of a look at the topic [ms].
    private static let patience: Int32 = 20

    /// Follows a topic.
    ///
    /// - Parameters:
    ///   - offsets: where to go on in each partition; 0 begins with the oldest event.
    ///   - settings: of the client, on top of ours.
    ///   - missed: told of events that are no longer there, in ``poll(_:)``.
    /// - Throws: ``TwinServerError``.
    public init(
        brokers: String, topic: String, offsets: [UInt64], settings: [String: String] = [:],
        missed: @escaping (Gap) -> Void = { _ in }
    ) throws(TwinServerError) {
        var all = [
            "bootstrap.servers": brokers, "group.id": "hearttwin",
            "enable.auto.commit": "false", "fetch.wait.max.ms": "1",
            "socket.nagle.disable": "true",
            // What is no longer there is said, not skipped.
            "auto.offset.reset": "error", "log_level": "0",
        ]
        all.merge(settings) { $1 }
        client = try KafkaClient(RD_KAFKA_CONSUMER, all)
        self.topic = topic
        self.missed = missed
        partitions = try client.partitionCount(of: topic)
        guard partitions <= offsets.count else {
            throw .tooManyPartitions(topic: topic, count: partitions, allowed: offsets.count)
        }
        // An offset of 0 is a twin that has seen nothing yet.
        next = offsets.prefix(partitions).map {
            $0 == 0 ? Int64(RD_KAFKA_OFFSET_BEGINNING) : Int64(clamping: $0)
        }
        try withPartitions(0..<partitions) { list throws(TwinServerError) in
            try KafkaClient.check(rd_kafka_assign(client.handle, list), "assign \(topic)")
        }
        rd_kafka_poll_set_consumer(client.handle)
    }

    /// The partitions and where to go on in each, as the client wants them.
    private func withPartitions(
        _ which: some Sequence<Int>,
        _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>?) throws(TwinServerError)
            -> Void
    ) throws(TwinServerError) {
        let list = rd_kafka_topic_partition_list_new(Int32(partitions))
        defer { rd_kafka_topic_partition_list_destroy(list) }
        for partition in which {
            let entry = rd_kafka_topic_partition_list_add(list, topic, Int32(partition))
            entry?.pointee.offset = next[partition]
        }
        try body(list)
    }

    /// Where the twin wanted to go on is nothing (any more): says so and goes on with the oldest event.
    private func goOn(_ partition: Int) throws(TwinServerError) {
        var (low, high) = (Int64(0), Int64(0))
        let found = rd_kafka_query_watermark_offsets(
            client.handle, topic, Int32(partition), &low, &high, Self.patienceForOffsets)
        // A broker that cannot be asked now is asked again by the next error of this kind; where the place is there
        // after all (its leader has changed), it is gone on with.
        if found == RD_KAFKA_RESP_ERR_NO_ERROR, next[partition] < low || next[partition] > high {
            missed(
                Gap(
                    partition: partition, wanted: UInt64(max(next[partition], 0)),
                    oldest: UInt64(max(low, 0))))
            next[partition] = low
        }
        try withPartitions([partition]) { list throws(TwinServerError) in
            // One that is not assigned (any more) is what is wanted.
            rd_kafka_error_destroy(rd_kafka_incremental_unassign(client.handle, list))
            let error = rd_kafka_incremental_assign(client.handle, list)
            defer { rd_kafka_error_destroy(error) }
            guard error == nil else {
                throw .kafka(
                    operation: "assign \(topic)",
                    reason: KafkaClient.text(rd_kafka_error_code(error)))
            }
        }
    }

    /// Waiting time for the offsets of a partition [ms].
    private static let patienceForOffsets: Int32 = 5000

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
            let partition = Int(message.pointee.partition)
            if error == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET, next.indices.contains(partition) {
                try goOn(partition)
                return false
            }
            if rd_kafka_fatal_error(client.handle, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR {
                throw .kafka(operation: "read", reason: KafkaClient.text(error))
            }
            return false
        }
        let bytes = UnsafeBufferPointer(
            start: message.pointee.payload?.assumingMemoryBound(to: UInt8.self),
            count: message.pointee.len)
        let partition = Int(message.pointee.partition)
        take(bytes, partition, UInt64(clamping: message.pointee.offset))
        next[partition] = message.pointee.offset + 1
        count += 1
        return true
    }
}
