import Testing
import TwinServer

@Suite struct SourceAddressTests {
    @Test func sourcesAreRead() throws {
        #expect(try SourceAddress("stdin") == .standardInput)
        #expect(try SourceAddress("file:a.ndjson") == .file(path: "a.ndjson", speed: 1))
        #expect(try SourceAddress("file:a@b.ndjson@10") == .file(path: "a@b.ndjson", speed: 10))
        #expect(try SourceAddress("file:a@max") == .file(path: "a", speed: nil))
        #expect(
            try SourceAddress("kafka:h1:9092,h2:9092/vitals")
                == .kafka(brokers: "h1:9092,h2:9092", topic: "vitals"))
    }

    @Test(arguments: [
        "", "file:", "file:a@0", "file:a@fast", "kafka:", "kafka:host", "kafka:/t", "kafka:h/",
        "mqtt:x",
    ])
    func whatIsNoSourceIsRefused(_ text: String) {
        #expect(throws: TwinServerError.badSource(text: text)) { try SourceAddress(text) }
    }
}
