import Testing
import TwinProtocol

@Suite struct AvroDecoderTests {
    private let decoder = AvroDecoder(catalogue)

    private func reason(_ bytes: [UInt8], _ decoder: AvroDecoder? = nil) -> RejectionReason? {
        bytes.withUnsafeBufferPointer { bytes in
            do throws(RejectionReason) {
                _ = try (decoder ?? self.decoder).decode(bytes)
                return nil
            } catch {
                return error
            }
        }
    }

    private func event(_ bytes: [UInt8]) throws -> TwinEvent {
        try bytes.withUnsafeBufferPointer { try decoder.decode($0) }
    }

    @Test func anEventIsThatOfTheSameWordsInJSON() throws {
        let text = vital(extra: ",\"quality\":\"uncertain\"")
        #expect(try event(AvroWriter.vital(quality: 1)) == decode(text))
        let wave = vital(
            ["code": "\"MDC_PRESS_BLD_ART_ABP\"", "unit": "\"mm[Hg]\"", "value": nil],
            extra: ",\"wave\":{\"values\":[80,81.5,-3],\"periodMs\":8}")
        let bytes = AvroWriter.vital(
            code: "MDC_PRESS_BLD_ART_ABP", value: nil, unit: "mm[Hg]",
            wave: (8, [[80], [81.5, -3]]))
        #expect(try event(bytes) == decode(wave))
    }

    @Test func parametersAndInterventionsAreRead() throws {
        var parameter = AvroWriter()
        parameter.long(1)
        for text in ["p1", "ward", "circulation.systemicArterialResistance"] {
            parameter.string(text)
        }
        parameter.double(0.5)
        parameter.string("mmHg.s/mL")
        for number in [1, 0, 1] as [Int64] { parameter.long(number) }
        parameter.double(1500)
        let set = try event(parameter.bytes)
        #expect(set.kind == .parameter)
        #expect((set.value, set.ramp) == (0.5, 1500))
        var intervention = AvroWriter()
        intervention.long(2)
        for text in ["p1", "ward"] { intervention.string(text) }
        for number in [1, 0, 0] as [Int64] { intervention.long(number) }
        intervention.string("haemorrhage(volume=500 mL)")
        #expect(try event(intervention.bytes).call == "haemorrhage(volume=500 mL)")
    }

    @Test func everyFieldIsChecked() {
        let cases: [([UInt8], RejectionReason)] = [
            (AvroWriter.vital(value: .nan), .notFinite),
            (AvroWriter.vital(value: -.infinity), .notFinite),
            (AvroWriter.vital(value: -5), .outOfRange), (AvroWriter.vital(value: nil), .missingKey),
            (AvroWriter.vital(patient: "p2"), .wrongPatient),
            (AvroWriter.vital(source: ""), .malformed),
            (AvroWriter.vital(source: "a\u{7}"), .malformed),
            (AvroWriter.vital(code: "MDC_ECG"), .unknownCode),
            (
                AvroWriter.vital(
                    code: "circulation.systemicArterialResistance", value: 1, unit: "mmHg.s/mL"),
                .unknownCode
            ),
            (AvroWriter.vital(unit: "bpm"), .wrongUnit), (AvroWriter.vital(time: -1), .outOfRange),
            (AvroWriter.vital(sequence: -1), .outOfRange),
            (AvroWriter.vital(quality: 2), .badQuality), (AvroWriter.vital(quality: 3), .malformed),
            (AvroWriter.vital(branch: 3), .badSchema), (AvroWriter.vital(branch: -1), .badSchema),
            (AvroWriter.vital(wave: (8, [[70]])), .wrongType),
            (AvroWriter.vital(value: nil, wave: (8, [[70]])), .wrongType),
            (AvroWriter.vital() + [0], .malformed), ([], .malformed),
            ([UInt8](repeating: 0, count: EventDecoder.longest + 1), .tooLarge),
        ]
        for (bytes, expected) in cases { #expect(reason(bytes) == expected, "\(bytes)") }
        func wave(_ period: Double, _ blocks: [[Double]]) -> [UInt8] {
            AvroWriter.vital(
                code: "MDC_PRESS_BLD_ART_ABP", value: nil, unit: "mm[Hg]", wave: (period, blocks))
        }
        #expect(reason(wave(8, [[80, 90]])) == nil)
        #expect(reason(wave(0, [[80]])) == .outOfRange)
        #expect(reason(wave(.nan, [[80]])) == .notFinite)
        #expect(reason(wave(8, [])) == .missingKey)
        #expect(reason(wave(8, [[80, .nan, 80]])) == .notFinite)
        #expect(reason(wave(8, [[80, 999, 80]])) == .outOfRange)
        let most = EventDecoder.mostSamples
        #expect(reason(wave(8, [[Double](repeating: 80, count: most)])) == nil)
        #expect(reason(wave(8, [[Double](repeating: 80, count: most), [80]])) == .tooLarge)
    }

    @Test func lengthsThatLieAreRejected() {
        // A string, a block and a sized block that claim more than is there, and numbers without an end.
        for length in [-1, 1 << 20, .max, .min] as [Int64] {
            var writer = AvroWriter()
            writer.long(0)
            writer.long(length)
            #expect(reason(writer.bytes) == .malformed)
            var wave = AvroWriter()
            wave.long(0)
            for text in ["p1", "m", "MDC_PRESS_BLD_ART_ABP"] { wave.string(text) }
            wave.long(0)
            wave.string("mm[Hg]")
            wave.long(1)
            wave.double(8)
            wave.long(length)
            wave.long(length)
            #expect(reason(wave.bytes) == .malformed)
        }
        #expect(reason([0] + [UInt8](repeating: 0xff, count: 20)) == .malformed)
    }

    @Test func aFrameNamesItsSchema() {
        let framed = AvroDecoder(catalogue, framedBy: [258: .union, 7: .record(.vital)])
        #expect(reason([0, 0, 0, 1, 2] + AvroWriter.vital(), framed) == nil)
        #expect(reason([0, 0, 0, 0, 7] + AvroWriter.vital(branch: nil), framed) == nil)
        #expect(reason([0, 0, 0, 0, 8] + AvroWriter.vital(), framed) == .badSchema)
        #expect(reason([1, 0, 0, 0, 7] + AvroWriter.vital(branch: nil), framed) == .malformed)
        #expect(reason([0, 0, 0, 0], framed) == .malformed)
        #expect(reason(AvroWriter.vital(), framed) != nil)
    }

    @Test func everyPrefixOfAnEventIsRejected() {
        let whole = AvroWriter.vital(quality: 0)
        for count in 0..<whole.count { #expect(reason(Array(whole[..<count])) == .malformed) }
    }

    @Test func mutatedEventsNeverCrash() {
        var state: UInt64 = 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let wholes = [
            AvroWriter.vital(quality: 0),
            AvroWriter.vital(
                code: "MDC_PRESS_BLD_ART_ABP", value: nil, unit: "mm[Hg]", wave: (8, [[80, 81]])),
        ]
        var rejected = 0
        for round in 0..<40_000 {
            var bytes = wholes[round % 2]
            for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if random(4) == 0 { bytes.removeSubrange(random(bytes.count)..<bytes.count) }
            if reason(bytes) != nil { rejected += 1 }
        }
        #expect(rejected > 30_000)
    }
}
