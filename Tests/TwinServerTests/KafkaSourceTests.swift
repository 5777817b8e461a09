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

    @Test func whatTheBrokerNoLongerHasIsSaid() throws {
        // The broker keeps five megabytes of a partition.
        let broker = try MockKafka(topic: "short", partitions: 1)
        let filler = String(repeating: "x", count: 100_000)
        for number in 0..<200 {
            #expect(broker.send("\(number) " + filler))
            if number % 10 == 9 { broker.flush() }
        }
        var gaps: [KafkaSource.Gap] = []
        let source = try KafkaSource(
            brokers: broker.brokers, topic: "short", offsets: [7], missed: { gaps.append($0) })
        var offsets: [UInt64] = []
        var looks = 0
        while offsets.last != 199, looks < 500 {
            if try !source.poll({ _, _, offset in offsets.append(offset) }) { looks += 1 }
        }
        let oldest = try #require(offsets.first)
        #expect(oldest > 7)
        #expect(offsets == Array(oldest..<200))
        #expect(gaps.count == 1)
        let gap = try #require(gaps.first)
        #expect(gap.partition == 0)
        #expect(gap.wanted == 7)
        #expect(gap.oldest == oldest)
        #expect(gap.count == oldest - 7)
    }

    @Test func aTwinThatHasSeenNothingMissesNothing() throws {
        let broker = try MockKafka(topic: "first", partitions: 1)
        #expect(broker.send("event"))
        broker.flush()
        let source = try KafkaSource(
            brokers: broker.brokers, topic: "first", offsets: [0],
            missed: { Issue.record("\($0)") })
        var looks = 0
        while source.count < 1, looks < 500 { if try !source.poll({ _, _, _ in }) { looks += 1 } }
        #expect(source.count == 1)
    }

    @Test func aTopicThatWasMadeAnewIsReadFromItsBeginning() throws {
        let broker = try MockKafka(topic: "anew", partitions: 1)
        #expect(broker.send("event"))
        broker.flush()
        var gaps: [KafkaSource.Gap] = []
        let source = try KafkaSource(
            brokers: broker.brokers, topic: "anew", offsets: [500], missed: { gaps.append($0) })
        var looks = 0
        while source.count < 1, looks < 500 { if try !source.poll({ _, _, _ in }) { looks += 1 } }
        #expect(source.count == 1)
        #expect(gaps.map(\.count) == [nil])
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
