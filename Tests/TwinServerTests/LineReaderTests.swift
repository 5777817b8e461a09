import Foundation
import Testing
import TwinServer

@Suite struct LineReaderTests {
    private func lines(_ text: String, longest: Int = 16) -> [(text: String, offset: UInt64)] {
        let pipe = Pipe()
        pipe.fileHandleForWriting.write(Data(text.utf8))
        try? pipe.fileHandleForWriting.close()
        let reader = LineReader(pipe.fileHandleForReading.fileDescriptor, longest: longest)
        var lines: [(String, UInt64)] = []
        var refusals = 0
        while true {
            let outcome = reader.next(patience: 100) { bytes, offset, _ in
                // Every third is refused once and must come again.
                refusals += 1
                if refusals % 3 == 0 { return false }
                lines.append((String(decoding: bytes, as: UTF8.self), offset))
                return true
            }
            if outcome == .end { return lines }
        }
    }

    @Test func linesComeWithTheirPlaces() {
        let found = lines("a\nbb\n\nccc\nlast")
        #expect(found.map(\.text) == ["a", "bb", "ccc", "last"])
        #expect(found.map(\.offset) == [0, 2, 6, 10])
    }

    @Test func aLineThatIsTooLongIsHandedOverInPieces() {
        let found = lines(String(repeating: "x", count: 50) + "\nnext\n")
        #expect(found.last?.text == "next")
        #expect(found.last?.offset == 51)
        #expect(found.dropLast().map(\.text).joined().count == 50)
        #expect(found[0].text.count > 16)
    }
}
