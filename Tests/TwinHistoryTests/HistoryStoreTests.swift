import Foundation
import Synchronization
import Testing
import TwinEngine
import TwinHistory

@Suite struct HistoryStoreTests {
    private static func folder() throws -> String {
        let path = NSTemporaryDirectory() + "history-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        return path
    }

    private static func beat(_ step: UInt64, rate: Double) -> TwinOutput {
        var record = BeatRecord()
        record.heartRate = rate
        record.step = step
        return TwinOutput(.beat(record), step: step, time: 1_700_000_000_000 + Int64(step))
    }

    private static func vital(_ value: Double, _ sequence: UInt64) -> TwinOutput {
        TwinOutput(
            .vital(
                code: "MDC_ECG_HEART_RATE", value: value, source: .max, sequence: sequence),
            step: 1000 * sequence, time: 1_700_000_000_000 + Int64(1000 * sequence))
    }

    @Test func whatIsWrittenIsReadAgainOnce() throws {
        let path = try Self.folder() + "/history.sqlite"
        defer { try? FileManager.default.removeItem(atPath: path) }
        for _ in 0..<2 {
            // A run that was killed writes its last beats a second time.
            let store = try HistoryStore(path: path, patient: "p1", step: 0, time: 0)
            try store.write([
                Self.beat(800, rate: 75), Self.vital(74.5, 1), Self.beat(1600, rate: 76),
                Self.vital(75.5, 2),
            ])
        }
        let reader = try HistoryReader(path: path)
        var rows: [[String]] = []
        try reader.read("heart_rate_per_min", steps: 0...1000) { rows.append($0) }
        #expect(rows == [["800", "1700000000800", "75.0"]])
        rows = []
        try reader.read("MDC_ECG_HEART_RATE", steps: 0...Int64.max) { rows.append($0) }
        #expect(rows.map { $0[2] } == ["74.5", "75.5"])
        rows = []
        try reader.readBeats(steps: 0...Int64.max) { rows.append($0) }
        #expect(rows.count == 3 && rows[0].count == rows[1].count)
        #expect(throws: HistoryError.unknownSeries(name: "pulse", nearest: nil)) {
            try reader.read("pulse", steps: 0...1) { _ in }
        }
    }

    @Test func aFileOfSomebodyElseIsLeftAlone() throws {
        let path = try Self.folder() + "/notes.txt"
        try Data("dear diary, this is no database at all, and it is long enough".utf8)
            .write(to: URL(fileURLWithPath: path))
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(throws: HistoryError.self) {
            _ = try HistoryStore(path: path, patient: "p1", step: 0, time: 0)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test func rowsOfAnotherRunAreNotReplaced() throws {
        let path = try Self.folder() + "/history.sqlite"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try HistoryStore(path: path, patient: "p1", step: 0, time: 0).write([
            Self.beat(800, rate: 75)
        ])
        let error = HistoryError.otherRun(path: path, patient: "p1")
        #expect(throws: error) {
            _ = try HistoryStore(path: path, patient: "p2", step: 0, time: 0)
        }
        #expect(throws: error) {
            _ = try HistoryStore(
                path: path, patient: "p1", step: 0, time: 0, isContinued: false)
        }
        var rows: [[String]] = []
        try HistoryReader(path: path).readBeats(steps: 0...Int64.max) { rows.append($0) }
        #expect(rows.count == 2)
    }

    @Test func pointsAreWrittenAsTheLineProtocolWantsThem() {
        #expect(
            LineProtocol.line(Self.vital(75.5, 2), patient: "a b,c=d")
                == "hearttwin_vital,patient=a\\ b\\,c\\=d,code=MDC_ECG_HEART_RATE,source=ffffffffffffffff value=75.5 1700000002000000000"
        )
        let line = LineProtocol.line(Self.beat(800, rate: 75), patient: "p1") ?? ""
        #expect(line.hasPrefix("hearttwin_beat,patient=p1 heart_rate_per_min=75.0,"))
        #expect(line.hasSuffix(" 1700000000800000000"))
        #expect(LineProtocol.line(Self.vital(.nan, 1), patient: "p1") == nil)
    }
}

/// A sink that fails as often as it is told, and keeps what it is given after that.
private final class Stubborn: OutputSink, @unchecked Sendable {
    struct Failure: Error {}
    let name = "stubborn"
    var failures: Int
    var kept: [UInt64] = []
    init(failures: Int) { self.failures = failures }
    func write(_ outputs: [TwinOutput]) throws {
        guard failures == 0 else {
            failures -= 1
            throw Failure()
        }
        kept += outputs.map(\.step)
    }
}

@Suite struct OutputQueueTests {
    private func output(_ step: UInt64) -> TwinOutput {
        TwinOutput(.other(kind: "x"), step: step, time: 0)
    }

    @Test func aSinkThatFailsIsTriedAgainInOrder() {
        let queue = OutputQueue(capacity: 8)
        let sink = Stubborn(failures: 2)
        for step in 0..<10 as Range<UInt64> { queue.add(output(step)) }
        queue.feed(sink, while: { queue.written.value < 8 })
        #expect(sink.kept == Array(0..<8))
        #expect((queue.written.value, queue.lost.value, queue.failures.value) == (8, 2, 2))
        #expect(queue.failure == nil)
    }

    @Test func whatASinkDoesNotTakeAtTheEndIsCounted() {
        let queue = OutputQueue(capacity: 8)
        for step in 0..<5 as Range<UInt64> { queue.add(output(step)) }
        queue.feed(Stubborn(failures: .max), while: { false })
        #expect((queue.written.value, queue.lost.value) == (0, 5))
        #expect(queue.failure != nil)
    }

    /// A sink that refuses some steps for good, and every batch they are in.
    private final class Choosy: OutputSink {
        let name = "choosy"
        let refuses: (UInt64) -> Bool
        let knowsPlace: Bool
        var kept: [UInt64] = []
        var offers = 0
        init(knowsPlace: Bool = false, refuses: @escaping (UInt64) -> Bool) {
            (self.knowsPlace, self.refuses) = (knowsPlace, refuses)
        }
        func write(_ outputs: [TwinOutput]) throws {
            offers += 1
            guard let place = outputs.firstIndex(where: { refuses($0.step) }) else {
                kept += outputs.map(\.step)
                return
            }
            if knowsPlace { kept += outputs[..<place].map(\.step) }
            throw OutputRefusal(place: knowsPlace ? place : nil, reason: "answered \"400\"")
        }
    }

    @Test(arguments: [false, true])
    func whatIsRefusedForGoodIsBuriedAndTheRestGoesOn(_ knowsPlace: Bool) {
        let buried = Mutex<[DeadOutput]>([])
        let queue = OutputQueue { output in buried.withLock { $0.append(output) } }
        let sink = Choosy(knowsPlace: knowsPlace) { $0 == 3 || $0 == 700 }
        for step in 0..<1000 as Range<UInt64> { queue.add(output(step)) }
        queue.feed(sink, while: { false })
        #expect(sink.kept == (0..<1000).filter { $0 != 3 && $0 != 700 })
        let found = buried.withLock { $0 }
        #expect(found.map(\.output.step) == [3, 700])
        #expect((queue.written.value, queue.refused.value, queue.lost.value) == (998, 2, 0))
        #expect(
            found[0].line
                == "{\"sink\":\"choosy\",\"reason\":\"answered \\\"400\\\"\",\"step\":3,\"timeMs\":0,\"output\":null}"
        )
    }

    @Test func aSinkThatRefusesEverythingIsNotAskedForEach() {
        let queue = OutputQueue()
        let sink = Choosy { _ in true }
        for step in 0..<10_000 as Range<UInt64> { queue.add(output(step)) }
        queue.feed(sink, while: { false })
        #expect(queue.refused.value == 10_000)
        #expect(sink.offers < 300, "\(sink.offers)")
        #expect(queue.failure == "answered \"400\"")
    }
}
