import Foundation
import Testing
import TwinServer

/// Headers that are wrong, and samples written by hand; `test_live_sources.py` compares with the package wfdb.
@Suite struct WFDBTests {
    private func header(_ text: String) throws -> WFDBHeader {
        try WFDBHeader(Array(text.utf8), path: "r.hea")
    }

    @Test func aHeaderIsRead() throws {
        let header = try header(
            """
            # a comment
            r 2 125/1000(0) 1000 10:11:12.5 1/02/2023
            r.dat 16x2+8 10(5)/mmHg 12 -3 0 17 0 ABP
            r.dat 212 200 12 7 0 0 0 ECG lead II
            """)
        #expect((header.frequency, header.frames) == (125, 1000))
        #expect(header.start == 1_675_246_272_500)
        let (first, second) = (header.signals[0], header.signals[1])
        #expect((first.format, first.perFrame, first.offset) == (.sixteen, 2, 8))
        #expect((first.gain, first.baseline, first.unit) == (10, 5, "mmHg"))
        #expect((first.checksum, first.name) == (17, "ABP"))
        // Without a baseline it is the converter's zero; the unit is mV.
        #expect((second.baseline, second.unit, second.name) == (7, "mV", "ECG lead II"))
    }

    @Test func whatIsNotGivenIsTheStandard() throws {
        let header = try header("r 1\nr.dat 16 0")
        #expect((header.frequency, header.frames, header.start) == (250, nil, 0))
        #expect((header.signals[0].gain, header.signals[0].baseline) == (200, 0))
    }

    @Test(arguments: [
        "", "#", "r", "r x", "r 0 125", "r 2 125\nr.dat 16", "r/3 1 125\nr.dat 16",
        "r 1 nan\nr.dat 16",
        "r 1 0\nr.dat 16", "r 1 inf\nr.dat 16", "r 1 125 -1\nr.dat 16", "r 1 125 1e9\nr.dat 16",
        "r 1 125 10 10:11:12 31/02/2023\nr.dat 16", "r 1 125 10 10:11 1/2/2023\nr.dat 16",
        "r 1 125\nr.dat 80", "r 1 125\nr.dat 16:5", "r 1 125\nr.dat 16x0", "r 1 125\nr.dat 16x9999",
        "r 1 125\nr.dat 16+-1", "r 1 125\n../r.dat 16", "r 1 125\n/etc/passwd 16", "r 1 125\n.. 16",
        "r 1 125\n~ 16", "r 1 125\nr.dat 16 nan", "r 1 125\nr.dat 16 10(x",
        "r 1 125\nr.dat 16 10(5.5)",
        "r 1 125\nr.dat 16 10 12 x", "r 1 125\nr.dat 16 10 12 0 0 99999999999",
        "r 999 125\nr.dat 16",
    ])
    func whatIsNoHeaderIsRefused(_ text: String) {
        #expect(throws: TwinServerError.self, "\(text)") { try header(text) }
    }

    private func record(
        _ header: String, _ bytes: [UInt8], named name: String = "r"
    ) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(header.utf8).write(to: folder.appending(path: "\(name).hea"))
        try Data(bytes).write(to: folder.appending(path: "r.dat"))
        var record = try WFDBRecord(path: folder.appending(path: name).path, patient: "p1")
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
