import Testing
import TwinServer

@Suite struct MLLPFramesTests {
    private static let stream = Array(
        "x\u{b}MSH|a\rPID|b\u{1c}\r..\u{b}c\u{1c}d\u{1c}\u{1c}\r\u{b}".utf8)

    @Test func messagesAreFoundHoweverTheStreamIsCut() {
        let expected = ["MSH|a\rPID|b", "c\u{1c}d\u{1c}"].map { Array($0.utf8) }
        for cut in 0...Self.stream.count {
            var frames = MLLPFrames(longest: 100)
            let found = frames.take(Self.stream[..<cut]) + frames.take(Self.stream[cut...])
            #expect(found == expected)
        }
    }

    @Test func aMessageThatIsTooLongEndsTheStream() {
        var frames = MLLPFrames(longest: 5)
        #expect(frames.take(Array("\u{b}12345\u{1c}\r".utf8)) == [Array("12345".utf8)])
        let found = frames.take(Array("\u{b}123456789\u{1c}\r\u{b}a\u{1c}\r".utf8))
        #expect(found == [Array("123456".utf8)])
        #expect(frames.isBroken)
        #expect(frames.take(Array("\u{b}a\u{1c}\r".utf8)).isEmpty)
    }
}
