import Testing
import TwinProtocol

@Suite struct HL7AcknowledgementTests {
    private func answer(_ message: String, _ outcomes: [RejectionReason?]) -> String {
        let answer = Array(message.utf8).withUnsafeBufferPointer {
            HL7Acknowledgement(to: $0, outcomes: outcomes)
        }
        return String(decoding: answer.bytes(at: "20231114221320+0000"), as: UTF8.self)
    }

    private static let header =
        "MSH|^~\\&|GW|ICU|TWIN|LAB|20231114221320||ORU^R01|n7|P|2.5\rPID|||p1"

    @Test func whatWasTakenIsAcknowledged() {
        #expect(
            answer(Self.header, [nil, .outOfRange, nil])
                == "MSH|^~\\&|TWIN|LAB|GW|ICU|20231114221320+0000||ACK|n7|P|2.5\rMSA|AA|n7|outOfRange 1, taken 2\r"
        )
        #expect(answer(Self.header, [.duplicate]).contains("MSA|AA|n7|duplicate 1\r"))
    }

    @Test func whatWasNotIsRefused() {
        #expect(answer(Self.header, [.stale]).contains("MSA|AA|n7|stale 1\r"))
        #expect(answer(Self.header, [nil, .overload]).contains("MSA|AR|n7|overload 1, taken 1\r"))
        #expect(answer(Self.header, [.wrongPatient]).contains("MSA|AE|n7|wrongPatient 1\r"))
        #expect(
            answer("nonsense", [.malformed])
                == "MSH|^~\\&|||||20231114221320+0000||ACK||P|2.6\rMSA|AE||malformed 1\r")
    }

    @Test func theSignsAreThoseOfTheMessage() {
        let odd = String(Self.header.map { $0 == "|" ? "#" : $0 })
        #expect(answer(odd, [nil]).contains("\rMSA#AA#n7#taken 1\r"))
    }
}
