import Testing
import TwinEngine
import TwinProtocol

/// Messages that hold several events: the account is of events, and each has an offset of its own.
@Suite struct MessagesTests {
    private static func message(_ results: [(String, Double)], second: Int = 20) -> [UInt8] {
        var lines = [
            "MSH|^~\\&|G|ICU|||20231114221300+0000||ORU^R01|1|P|2.6", "PID|||p1",
            "OBR|1||||||202311142213\(second)",
        ]
        for (code, value) in results {
            let unit = code == "8867-4" ? "/min" : "mm[Hg]"
            lines.append("OBX||NM|\(code)^^LN||\(value)|\(unit)|||||R")
        }
        return Array(lines.joined(separator: "\r").utf8)
    }

    private static let mixed = message([
        ("8867-4", 80), ("8867-4", 80), ("8478-0", 900), ("8478-0", 90), ("60985-9", 5),
    ])

    private func receive(
        _ ingest: Ingest, _ bytes: [UInt8], offset: UInt64, next: UInt64,
        skipping: (UInt64) -> Bool = { _ in false }
    ) -> Bool {
        bytes.withUnsafeBufferPointer {
            ingest.receive(
                $0, at: Ingest.Place(input: 0, name: "test", offset: offset, next: next), as: .hl7,
                skipping: skipping)
        }
    }

    @Test func everyEventOfAMessageIsCounted() throws {
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let letters = Letters()
        let ingest = TestHeart.ingest(inputs, .recorded, letters: letters)
        #expect(receive(ingest, Self.mixed, offset: 1000, next: 1500))
        #expect(receive(ingest, Array("MSH|".utf8), offset: 1500, next: 1505))
        #expect(letters.reasons == [.duplicate, .outOfRange, .malformed])
        #expect(
            [ingest.received, ingest.duplicate, ingest.rejected].map(\.value) == [6, 1, 2])
        var offsets: [UInt64] = []
        while let command = inputs.commands.pop() { offsets.append(command.offset) }
        // Within the message, and behind it for the last one.
        #expect(offsets == [1001, 1004, 1500])
    }

    @Test func whereOffsetsAreNumbersOnlyTheLastEventIsBehindItsMessage() {
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let ingest = TestHeart.ingest(inputs, .recorded)
        #expect(receive(ingest, Self.mixed, offset: 7, next: 8))
        var offsets: [UInt64] = []
        while let command = inputs.commands.pop() { offsets.append(command.offset) }
        #expect(offsets == [7, 7, 8])
    }

    @Test func whatWasDoneOfAMessageIsNotDoneAgain() {
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let ingest = TestHeart.ingest(inputs, .recorded)
        // The first four of five took effect before the restart.
        #expect(receive(ingest, Self.mixed, offset: 1000, next: 1500) { $0 <= 1004 })
        #expect(inputs.commands.pop()?.offset == 1500)
        #expect(inputs.commands.pop() == nil)
        #expect(ingest.resumed.value == 2)
        #expect(
            [ingest.received, ingest.duplicate, ingest.rejected].map(\.value) == [5, 1, 1])
    }

    @Test func aRecordingWaitsUntilAllOfAMessageHasRoom() {
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count, commands: 64)
        let ingest = TestHeart.ingest(inputs, .recorded)
        #expect(receive(ingest, Self.message([("8867-4", 80)]), offset: 0, next: 100))
        #expect(
            !receive(ingest, Self.message([("8867-4", 81)], second: 21), offset: 100, next: 200))
        #expect(ingest.received.value == 1)
        _ = inputs.commands.pop()
        #expect(receive(ingest, Self.message([("8867-4", 81)], second: 21), offset: 100, next: 200))
    }

    @Test func whoAsksHearsOfEachEvent() {
        let inputs = TwinInputs(signals: TestHeart.layout.catalogue.signals.count)
        let ingest = TestHeart.ingest(inputs, .recorded)
        let answers = Self.mixed.withUnsafeBufferPointer {
            ingest.answers($0, as: .hl7, from: "http:x") { $0.value < 85 }
        }
        #expect(answers == [nil, .duplicate, .outOfRange, .notAllowed, nil])
    }
}
