import Testing
import TwinServer

@Suite struct KafkaSourceTests {
    /// Takes so many events, or as many as come within a time.
    private func take(_ source: KafkaSource, _ count: Int) throws -> [[UInt64]] {
        var offsets: [[UInt64]] = [[], [], []]
        var looks = 0
        while offsets.joined().count < count, looks < 500 {
            let found = try source.poll { bytes, partition, offset in
                #expect(String(decoding: bytes, as: UTF8.self) == "event \(partition) \(offset)")
                offsets[partition].append(offset)
            }
            if !found { looks += 1 }
        }
        return offsets
    }

    @Test func everyPartitionComesInOrderFromItsOffset() throws {
        let broker = try MockKafka(topic: "vitals", partitions: 3)
        for number in 0..<100 {
            for partition in 0..<3 {
                #expect(broker.send("event \(partition) \(number)", partition: partition))
            }
        }
        broker.flush()
        let source = try KafkaSource(
            brokers: broker.brokers, topic: "vitals", offsets: [0, 40, 99, 0])
        let offsets = try take(source, 161)
        #expect(offsets[0] == (0..<100).map { UInt64($0) })
        #expect(offsets[1] == (40..<100).map { UInt64($0) })
        #expect(offsets[2] == [99])
        // What comes later comes, too.
        #expect(broker.send("event 2 100", partition: 2))
        broker.flush()
        #expect(try take(source, 1)[2] == [100])
    }

    @Test func aTopicOfTooManyPartitionsIsRefused() throws {
        let broker = try MockKafka(topic: "wide", partitions: 9)
        #expect(
            throws: TwinServerError.tooManyPartitions(topic: "wide", count: 9, allowed: 7)
        ) {
            try KafkaSource(
                brokers: broker.brokers, topic: "wide",
                offsets: [UInt64](repeating: 0, count: 7))
        }
    }
}
