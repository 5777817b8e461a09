import Foundation
import Signals
import Testing

/// Files of European Data Format written by hand; `test_signals.py` compares with a program of others.
@Suite struct EDFTests {
    private func field(_ text: String, _ width: Int) -> String {
        text.padding(toLength: width, withPad: " ", startingAt: 0)
    }

    /// A header of a pressure of three samples a record and annotations of two.
    private func header(
        version: String = "0", date: String = "02.03.24", time: String = "10.11.12",
        bytes: String = "768", reserved: String = "EDF+C", records: String = "2",
        duration: String = "0.5", count: String = "2", low: String = "-100", high: String = "300",
        digitalLow: String = "-2048", perRecord: String = "3"
    ) -> [UInt8] {
        let head =
            field(version, 8) + field("X", 80) + field("Startdate X", 80) + field(date, 8)
            + field(time, 8) + field(bytes, 8) + field(reserved, 44) + field(records, 8)
            + field(duration, 8) + field(count, 4)
        let signals =
            field("ABP", 16) + field("EDF Annotations", 16) + field("", 160)
            + [
                ["mmHg", ""], [low, "-1"], [high, "1"], [digitalLow, "-32768"], ["2047", "32767"],
            ]
            .joined().map { field($0, 8) }.joined()
            + field("", 160) + field(perRecord, 8) + field("2", 8) + field("", 64)
        return Array((head + signals).utf8)
    }

    private func open(_ bytes: [UInt8], name: String = "r.edf") throws -> any SignalRecord {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return try SignalFiles.open(file.path)
    }

    private func samples(_ values: [Int16]) -> [UInt8] {
        values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    @Test func samplesAreScaledAndAnnotationsLeftOut() throws {
        let record = try open(header() + samples([-2048, 0, 2047, 7, 7, 1, 2, 3, 7, 7]))
        #expect(record.format == "edf" && record.frames == 2 && record.framesPerSecond == 2)
        #expect(record.signals == [RecordedSignal(name: "ABP", unit: "mmHg", perFrame: 3)])
        #expect(record.rate(of: 0) == 6)
        // 2 March 2024, 10:11:12.
        #expect(record.start == 1_709_374_272_000)
        #expect(record.value(0, 0, 0) == -100)
        let gain = 400.0 / 4095
        #expect(abs((record.value(0, 0, 1) ?? .nan) - (gain * 2048 - 100)) < 1e-12)
        #expect(abs((record.value(0, 0, 2) ?? .nan) - 300) < 1e-12)
        #expect(abs((record.value(0, 1, 2) ?? .nan) - (gain * 2051 - 100)) < 1e-12)
    }

    @Test func threeBytesHaveASign() throws {
        var bytes = header(reserved: "24BIT", records: "-1", digitalLow: "-2047")
        bytes.replaceSubrange(0..<8, with: [0xff] + Array("BIOSEMI".utf8))
        let data: [UInt8] = [0xff, 0xff, 0xff, 0x01, 0x00, 0x00, 0x00, 0x00, 0x80]
        let record = try open(bytes + data + [0, 0, 0, 0, 0, 0], name: "r.bdf")
        let gain = 400.0 / 4094
        let values = (0..<3).map { record.value(0, 0, $0) ?? .nan }
        for (value, digital) in zip(values, [-1.0, 1, -8_388_608]) {
            #expect(abs(value - (gain * (digital + 2047) - 100)) < 1e-6)
        }
        #expect(record.frames == 1)
    }

    @Test func whatIsNoSoundFileIsRefused() throws {
        let data = samples([Int16](repeating: 0, count: 10))
        let wrong: [[UInt8]] = [
            [], Array(header().prefix(300)), header(version: "1"), header(date: "31.02.24"),
            header(time: "25.00.00"), header(bytes: "512"), header(reserved: "EDF+D"),
            header(records: "three"), header(records: "3"), header(duration: "0"),
            header(duration: "nan"), header(count: "0"), header(count: "9999"), header(low: "300"),
            header(low: "x"), header(high: "1e400"), header(digitalLow: "2047"),
            header(perRecord: "0"), header(perRecord: "99999999"),
        ]
        for bytes in wrong {
            #expect(throws: SignalError.self) { try open(bytes + data) }
        }
    }
}
