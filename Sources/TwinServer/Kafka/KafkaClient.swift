import CRDKafka

/// A client of librdkafka with its settings; destroyed with the object.
final class KafkaClient: @unchecked Sendable {
    let handle: OpaquePointer

    /// - Parameter configuring: what is set besides, before the client starts.
    init(
        _ type: rd_kafka_type_t, _ settings: [String: String],
        configuring: (OpaquePointer?) -> Void = { _ in }
    ) throws(TwinServerError) {
        let configuration = rd_kafka_conf_new()
        var text = [CChar](repeating: 0, count: 512)
        for (name, value) in settings.sorted(by: { $0.key < $1.key }) {
            guard
                rd_kafka_conf_set(configuration, name, value, &text, text.count)
                    == RD_KAFKA_CONF_OK
            else {
                rd_kafka_conf_destroy(configuration)
                throw .kafka(operation: "setting \(name)", reason: Self.string(text))
            }
        }
        configuring(configuration)
        guard let handle = rd_kafka_new(type, configuration, &text, text.count) else {
            rd_kafka_conf_destroy(configuration)
            throw .kafka(operation: "start", reason: Self.string(text))
        }
        self.handle = handle
    }

    deinit { rd_kafka_destroy(handle) }

    private static func string(_ text: [CChar]) -> String {
        String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    static func text(_ error: rd_kafka_resp_err_t) -> String {
        String(cString: rd_kafka_err2str(error))
    }

    static func check(
        _ error: rd_kafka_resp_err_t, _ operation: String
    ) throws(TwinServerError) {
        guard error == RD_KAFKA_RESP_ERR_NO_ERROR else {
            throw .kafka(operation: operation, reason: text(error))
        }
    }

    /// Asks the broker for the partitions of a topic; waits up to ten seconds.
    func partitionCount(of topic: String) throws(TwinServerError) -> Int {
        guard let reference = rd_kafka_topic_new(handle, topic, nil) else {
            throw .kafka(operation: "topic \(topic)", reason: Self.text(rd_kafka_last_error()))
        }
        defer { rd_kafka_topic_destroy(reference) }
        var metadata: UnsafePointer<rd_kafka_metadata_t>?
        try Self.check(
            rd_kafka_metadata(handle, 0, reference, &metadata, 10_000), "topic \(topic)")
        defer { rd_kafka_metadata_destroy(metadata) }
        guard let metadata, metadata.pointee.topic_cnt == 1 else {
            throw .kafka(operation: "topic \(topic)", reason: "not there")
        }
        let found = metadata.pointee.topics[0]
        try Self.check(found.err, "topic \(topic)")
        return Int(found.partition_cnt)
    }
}
