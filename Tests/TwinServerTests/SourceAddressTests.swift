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
        #expect(
            try SourceAddress("mqtt:h:1883/ward/+/vitals")
                == .mqtt(host: "h", port: 1883, topic: "ward/+/vitals", isSecure: false))
        #expect(
            try SourceAddress("mqtts:h:8883/v")
                == .mqtt(host: "h", port: 8883, topic: "v", isSecure: true))
        #expect(try SourceAddress("wfdb:a/r@max") == .record(path: "a/r", speed: nil))
        #expect(try SourceAddress("mllp:127.0.0.1:2575") == .mllp(host: "127.0.0.1", port: 2575))
        #expect(throws: TwinServerError.notLoopback(host: "0.0.0.0")) {
            try SourceAddress("mllp:0.0.0.0:2575")
        }
        #expect(try SourceAddress("wfdb:r@5").pace == 5)
    }

    @Test(arguments: [
        "", "file:", "file:a@0", "file:a@fast", "kafka:", "kafka:host", "kafka:/t", "kafka:h/",
        "mqtt:x", "mqtt:h/t", "mqtt:h:0/t", "mqtt::1/t", "mqtt:h:1883/", "mqtts:h:99999/t", "wfdb:",
        "mllp:2575", "mllp:127.0.0.1",
    ])
    func whatIsNoSourceIsRefused(_ text: String) {
        #expect(throws: TwinServerError.badSource(text: text)) { try SourceAddress(text) }
    }
}
