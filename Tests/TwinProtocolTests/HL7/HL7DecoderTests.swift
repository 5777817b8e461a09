import Testing
import TwinProtocol

@Suite struct HL7DecoderTests {
    private let reader = MessageReader(catalogue)

    private static let header =
        "MSH|^~\\&|GATEWAY^0011^EUI-64|ICU|||20231114221321+0000||ORU^R01^ORU_R01|1|P|2.6"
    private static let patient = "PID|||77^^^OTHER^PI~p1^^^HOSP^MR||Doe^Jane"
    private static let request =
        "OBR|1|||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|||20231114221320+0000"
    private static let rate =
        "OBX|1|NM|147842^MDC_ECG_HEART_RATE^MDC|1.7.4.1|72.5|264864^MDC_DIM_BEAT_PER_MIN^MDC|||||R|||20231114221320.25+0000||||BED-4^^0022^EUI-64"

    private func message(_ lines: [String]) -> String { lines.joined(separator: "\r") + "\r" }

    private func whole(_ results: [String]) -> String {
        message([Self.header, Self.patient, Self.request] + results)
    }

    private func results(_ text: String) -> [Result<TwinEvent, RejectionReason>] {
        Array(text.utf8).withUnsafeBufferPointer { reader.events($0, as: .hl7) }
    }

    private func reasons(_ text: String) -> [RejectionReason?] {
        results(text).map { if case .failure(let reason) = $0 { reason } else { nil } }
    }

    @Test func everyResultIsAVitalSign() throws {
        let found = results(
            whole([
                "OBX|1||69965^MDC_DEV_MON_PHYSIO_MULTI_PARAM_MDS^MDC|1.0.0.0|||||||X", Self.rate,
                "OBX|3|NM|8478-0^Mean blood pressure^LN||+81.0|mm[Hg]^mmHg^UCUM|70-105|N|||F",
                "OBX|4|NM|CVP^local^99ICU^150087^MDC_PRESS_BLD_VEN_CENT_MEAN^MDC||5|mm[Hg]|||||C",
            ]))
        let events = try found.map { try $0.get() }
        #expect(
            events.map { catalogue.signals[$0.signal].name } == [
                "MDC_ECG_HEART_RATE", "MDC_PRESS_BLD_ART_ABP_MEAN", "MDC_PRESS_BLD_VEN_CENT_MEAN",
            ])
        #expect(events.map(\.value) == [72.5, 81, 5])
        // OBX-14, else that of the group.
        #expect(
            events.map(\.sourceTime) == [1_700_000_000_250, 1_700_000_000_000, 1_700_000_000_000])
        #expect(events.map { $0.sequence % 4 } == [0, 1, 2])
        #expect(events[0].source == FNV.hash("BED-4".utf8))
        #expect(events[1].source == FNV.hash("GATEWAY|ICU".utf8))
    }

    @Test func framesOfMLLPComeOff() {
        #expect(reasons("\u{b}" + whole([Self.rate]) + "\u{1c}\r") == [nil])
        #expect(reasons(whole([Self.rate]).replacing("\r", with: "\r\n")) == [nil])
    }

    @Test func theZoneOfTheMessageHoldsWhereATimeHasNone() throws {
        let local = Self.rate.replacing("20.25+0000", with: "20")
        let east = whole([local]).replacing("21+0000", with: "21+0100")
        #expect(try results(east)[0].get().sourceTime == 1_699_996_400_000)
        #expect(reasons(whole([local]).replacing("21+0000", with: "21")) == [.badTime])
    }

    @Test(
        arguments: [
            ("|72.5|", "|-5|", RejectionReason.outOfRange), ("|72.5|", "|NaN|", .notFinite),
            ("|72.5|", "|7e1|", .wrongType), ("|72.5|", "|false|", .wrongType),
            ("|72.5|", "||", .missingKey), ("|NM|", "|ST|", .wrongType),
            ("^MDC|1.7", "^LN|1.7", .unknownCode), ("147842", "1", nil),
            ("147842^MDC_ECG_HEART_RATE", "8^MDC_X", .unknownCode),
            ("MDC_DIM_BEAT_PER_MIN", "MDC_DIM_HZ", .wrongUnit), ("||||R|", "||||D|", .badQuality),
            ("||||R|", "||||X|", .badQuality), ("||||R|", "|||||", .missingKey),
            ("^MDC|||||R|", "^MDC||INV|||R|", .badQuality),
            ("^MDC|||||R|", "^MDC||H~QUES|||R|", nil),
            ("20231114221320.25", "20231314221320", .badTime),
            ("20231114221320.25", "2023", .badTime),
            ("PID|||77", "PID|||p1~77", nil), ("~p1^", "~p2^", .wrongPatient),
            ("PID|||77^^^OTHER^PI~p1^^^HOSP^MR", "PID|||", .missingKey),
            ("ORU^R01", "ADT^A01", .badSchema), ("P|2.6", "P|3.0", .badSchema),
            ("|^~\\&|", "|^^\\&|", .malformed), ("MSH|", "MSA|", .malformed),
            ("p1^^^HOSP", "\\X41\\^^^HOSP", .malformed), ("p1^^^HOSP", "p\\", .malformed),
        ] as [(String, String, RejectionReason?)])
    func everyFieldIsChecked(_ old: String, _ new: String, _ expected: RejectionReason?) {
        let text = whole([Self.rate])
        #expect(text.contains(old))
        #expect(reasons(text.replacing(old, with: new)) == [expected], "\(new)")
    }

    @Test func escapesStandForSigns() throws {
        let odd = EventCatalogue(patient: "a|b")
        let reader = MessageReader(odd)
        let text = whole([Self.rate]).replacing("p1^", with: "a\\F\\b^")
        let found = Array(text.utf8).withUnsafeBufferPointer { reader.events($0, as: .hl7) }
        #expect(try found[0].get().value == 72.5)
    }

    @Test func otherSignsMayPart() {
        let text = whole([Self.rate]).map { $0 == "|" ? "#" : $0 == "^" ? "@" : $0 }
        #expect(reasons(String(text)) == [nil])
    }

    @Test func aMessageIsBounded() {
        #expect(reasons(whole(Array(repeating: Self.rate, count: 64))).count == 64)
        #expect(reasons(whole(Array(repeating: Self.rate, count: 65))) == [.tooLarge])
        #expect(reasons(whole([])) == [.missingKey])
    }

    @Test func mutatedMessagesNeverCrash() {
        var state: UInt64 = 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let signs = Array("|^~\\&\r\n\u{b}0A-+.".utf8)
        let message = Array(whole([Self.rate]).utf8)
        var rejected = 0
        for _ in 0..<5000 {
            var bytes = message
            for _ in 0...random(4) { bytes[random(bytes.count)] = signs[random(signs.count)] }
            if random(4) == 0 { bytes.removeSubrange(random(bytes.count)..<bytes.count) }
            let found = bytes.withUnsafeBufferPointer { reader.events($0, as: .hl7) }
            if found.contains(where: { if case .failure = $0 { true } else { false } }) {
                rejected += 1
            }
        }
        #expect(rejected > 1000)
    }
}
