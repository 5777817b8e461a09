import Foundation
import Testing
import TwinServer

/// Samples written by hand; `test_live_sources.py` compares with the package wfdb.
@Suite struct RecordedEventsTests {
    private func record(
        _ header: String, _ bytes: [UInt8], named name: String = "r"
    ) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(header.utf8).write(to: folder.appending(path: "\(name).hea"))
        try Data(bytes).write(to: folder.appending(path: "r.dat"))
        var record = try RecordedEvents(path: folder.appending(path: name).path, patient: "p1")
        var lines: [String] = []
        while let next = record.next() { lines += next }
        return lines
    }

    @Test func twelveBitSamplesHaveASign() throws {
        // 1, −1, 2047 and a missing one (−2048), then 5: three bytes for two, two for the last.
        let lines = try record(
            "r 1 100 5\nr.dat 212 1/mmHg 12 0 1 4 0 ABP",
            [0x01, 0xf0, 0xff, 0xff, 0x87, 0x00, 0x05, 0x00])
        #expect(lines.count == 2)
        #expect(lines[0].contains("\"values\":[1.0,-1.0,2047.0]"))
        // Its time is that of its last sample.
        #expect(lines[0].contains("\"timeMs\":20,"))
        #expect(lines[1].contains("\"values\":[5.0]") && lines[1].contains("\"sequence\":2,"))
    }

    @Test func valuesAreInterleavedByTime() throws {
        // Two frames of two heart rates and one pressure.
        let lines = try record(
            "r 2 1\nr.dat 16x2 10/bpm 16 0 0 0 0 HR\nr.dat 16 10/mmHg 16 0 0 0 0 ABP Mean",
            [800, 810, 900, 820, -32768, 910].flatMap { value -> [UInt8] in
                let bits = UInt16(bitPattern: Int16(value))
                return [UInt8(bits & 0xff), UInt8(bits >> 8)]
            })
        let values = lines.compactMap { $0.split(separator: "\"value\":").last?.dropLast() }
        #expect(values == ["80.0", "90.0", "81.0", "82.0", "91.0"])
    }

    @Test func filesThatDoNotFitTheirHeaderAreRefused() {
        for (header, bytes) in [
            ("r 1 100 5\nr.dat 16 1/mmHg 16 0 0 0 0 ABP", [UInt8](repeating: 0, count: 9)),
            ("r 1 100 2\nr.dat 16 1/mmHg 16 0 0 9 0 ABP", [UInt8](repeating: 0, count: 4)),
            ("r 1 100 2\ns.dat 16 1/mmHg 16 0 0 0 0 ABP", [UInt8](repeating: 0, count: 4)),
            ("r 1 100 2\nr.dat 16+99 1/mmHg 16 0 0 0 0 ABP", [UInt8](repeating: 0, count: 4)),
            ("r 1 100 2\nr.dat 16 1/mmHg 16 0 0 0 0 RESP", [UInt8](repeating: 0, count: 4)),
            (
                "r 2 100 1\nr.dat 16 1/mmHg 16 0 0 0 0 ABP\nr.dat 212 1/mmHg 16 0 0 0 0 PAP",
                [UInt8](repeating: 0, count: 8)
            ),
        ] { #expect(throws: TwinServerError.self, "\(header)") { try record(header, bytes) } }
    }
}
