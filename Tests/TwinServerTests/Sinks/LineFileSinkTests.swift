import Foundation
import Testing
import TwinEngine
import TwinServer

@Suite struct LineFileSinkTests {
    private static func reopened(
        _ text: String
    ) throws -> (repair: LineTail.Repair?, text: String) {
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("hearttwin-sink-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        let sink = try LineFileSink(path: path)
        try sink.write([
            TwinOutput(.other(kind: "x"), step: 1, time: 0, line: "{\"type\":\"x\"}")
        ])
        return (sink.repair, try String(contentsOfFile: path, encoding: .utf8))
    }

    private static let whole = "{\"type\":\"beat\",\"number\":1}\n"
    private static let added = "{\"type\":\"x\"}\n"

    /// What SIGKILL leaves may be any beginning of a line.
    @Test(arguments: [1, 5, 12, 20])
    func anIncompleteLastLineIsCutOff(_ count: Int) throws {
        let part = String("{\"type\":\"beat\",\"number\":2}".prefix(count))
        let (repair, text) = try Self.reopened(Self.whole + part)
        #expect(repair == .cut(Array(part.utf8)))
        #expect(text == Self.whole + Self.added)
    }

    @Test func aLineWithoutItsEndGetsIt() throws {
        let line = "{\"type\":\"beat\",\"number\":2}"
        let (repair, text) = try Self.reopened(Self.whole + line)
        #expect(repair == .ended)
        #expect(text == Self.whole + line + "\n" + Self.added)
    }

    @Test func whatIsOfSomebodyElseIsKept() throws {
        let (repair, text) = try Self.reopened("notes of the ward")
        #expect(repair == .ended)
        #expect(text == "notes of the ward\n" + Self.added)
    }

    @Test func aWholeFileIsLeftAlone() throws {
        for before in ["", Self.whole] {
            let (repair, text) = try Self.reopened(before)
            #expect(repair == nil)
            #expect(text == before + Self.added)
        }
    }
}
