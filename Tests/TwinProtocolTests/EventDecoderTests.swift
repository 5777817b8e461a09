import Testing

import TwinProtocol

let catalogue = EventCatalogue(
    patient: "p1",
    parameters: [
        EventSignal(
            parameter: "circulation.systemicArterialResistance", unit: "mmHg.s/mL",
            range: 1e-4...20)
    ])

func decode(_ text: String) throws(RejectionReason) -> TwinEvent {
    try decode(Array(text.utf8))
}

func decode(_ bytes: [UInt8]) throws(RejectionReason) -> TwinEvent {
    let decoder = EventDecoder(catalogue)
    let result = bytes.withUnsafeBufferPointer { pointer in
        Result { () throws(RejectionReason) in try decoder.decode(pointer) }
    }
    return try result.get()
}

func reason(_ text: String) -> RejectionReason? {
    do {
        _ = try decode(text)
        return nil
    } catch {
        return error
    }
}

/// A heart rate with some keys replaced (nil takes a key away).
func vital(_ changes: [String: String?] = [:], extra: String = "") -> String {
    let keys = [
        ("schema", "\"hearttwin.vital/1\""), ("patient", "\"p1\""), ("source", "\"monitor\""),
        ("code", "\"MDC_ECG_HEART_RATE\""), ("value", "72.5"), ("unit", "\"/min\""),
        ("timeMs", "1700000000000"), ("sequence", "7"),
    ]
    let parts = keys.compactMap { key, value -> String? in
        let new = changes[key] ?? value
        return new.map { "\"\(key)\": \($0)" }
    }
    return "{" + parts.joined(separator: ", ") + extra + "}"
}

@Suite struct EventDecoderTests {
    @Test func aVitalSignIsRead() throws {
        let event = try decode(vital())
        #expect(event.kind == .vital)
        #expect(catalogue.signals[event.signal].name == "MDC_ECG_HEART_RATE")
        #expect(event.value == 72.5)
        #expect(event.sourceTime == 1_700_000_000_000)
        #expect(event.sequence == 7)
        #expect(event.source == FNV.hash("monitor".utf8))
        #expect(event.quality == .good)
    }

    @Test func keysComeInAnyOrderAndStringsMayBeEscaped() throws {
        let event = try decode(
            """
             { "unit":"\\/min", "quality" : "uncertain","sequence":7,"timeMs":1700000000000,"value":7.25e1,
             "code":"MDC\\u005fECG_HEART_RATE", "source":"monitor","patient":"p1","schema":"hearttwin.vital\\/1"}
            """)
        #expect(event.value == 72.5)
        #expect(event.quality == .uncertain)
    }

    @Test func aParameterIsRead() throws {
        let event = try decode(
            """
            {"schema":"hearttwin.parameter/1","patient":"p1","source":"ward","name":"circulation.systemicArterialResistance",
            "value":0.5,"unit":"mmHg.s/mL","timeMs":1,"sequence":0,"rampMs":1500}
            """)
        #expect(event.kind == .parameter)
        #expect(event.value == 0.5)
        #expect(event.ramp == 1500)
    }

    @Test func anInterventionIsRead() throws {
        let event = try decode(
            """
            {"schema":"hearttwin.intervention/1","patient":"p1","source":"ward","call":"haemorrhage(volume=\\"500 mL\\")",
            "timeMs":1,"sequence":0}
            """)
        #expect(event.call == "haemorrhage(volume=\"500 mL\")")
        #expect(event.signal == -1)
    }

    @Test func aWaveformIsRead() throws {
        let event = try decode(
            vital(
                ["code": "\"MDC_PRESS_BLD_ART_ABP\"", "unit": "\"mm[Hg]\"", "value": nil],
                extra: ",\"wave\":{\"values\":[80,81.5,-3],\"periodMs\":8}"))
        #expect(event.samples == [80, 81.5, -3])
        #expect(event.samplePeriod == 8)
        #expect(event.value == -3)
    }

    @Test(arguments: [
        ("NaN", RejectionReason.notFinite), ("nan", .notFinite), ("Infinity", .notFinite),
        ("-Infinity", .notFinite), ("1e999", .notFinite), ("-1e999", .notFinite),
        ("\"false\"", .wrongType), ("false", .wrongType), ("true", .wrongType),
        ("null", .wrongType), ("\"72\"", .wrongType), ("[72]", .wrongType), ("{}", .wrongType),
        ("-5", .outOfRange), ("0", .outOfRange), ("221", .outOfRange), ("1e300", .outOfRange),
        ("072", .malformed), ("72.", .malformed), (".5", .malformed), ("+72", .malformed),
        ("7e", .malformed), ("0x48", .malformed), ("-", .malformed), ("", .malformed),
    ])
    func aHeartRateOfNonsenseIsRejected(_ value: String, _ expected: RejectionReason) {
        #expect(reason(vital(["value": value])) == expected)
    }

    @Test(
        arguments: [
            (["schema": "\"hearttwin.vital/2\""], RejectionReason.badSchema),
            (["schema": "\"vital\""], .badSchema), (["schema": "1"], .wrongType),
            (["patient": "\"p2\""], .wrongPatient), (["patient": "\"p1 \""], .wrongPatient),
            (["code": "\"MDC_ECG_HEART_RATES\""], .unknownCode), (["code": "\"\""], .unknownCode),
            (["code": "\"circulation.systemicArterialResistance\""], .unknownCode),
            (["unit": "\"bpm\""], .wrongUnit), (["unit": "\"mm[Hg]\""], .wrongUnit),
            (["unit": "7"], .wrongType), (["sequence": "-1"], .wrongType),
            (["sequence": "1.5"], .wrongType), (["sequence": "\"1\""], .wrongType),
            (["timeMs": "true"], .wrongType), (["source": "\"\""], .malformed),
            (["source": "\"a\\u0007\""], .malformed), (["source": nil], .missingKey),
            (["value": nil], .missingKey), (["schema": nil], .missingKey),
        ] as [([String: String?], RejectionReason)])
    func everyKeyIsChecked(_ changes: [String: String?], _ expected: RejectionReason) {
        #expect(reason(vital(changes)) == expected, "\(changes)")
    }

    @Test(arguments: [
        (",\"colour\":1", RejectionReason.unknownKey), (",\"rampMs\":1", .unknownKey),
        (",\"value\":72.5", .duplicateKey), (",\"quality\":\"bad\"", .badQuality),
        (",\"quality\":\"superb\"", .badQuality), (",", .malformed), ("}", .malformed),
        (",\"wave\":{\"periodMs\":8,\"values\":[1]}", .wrongType),
    ])
    func nothingMayBeAdded(_ extra: String, _ expected: RejectionReason) {
        #expect(reason(vital(extra: extra)) == expected)
    }

    @Test func bytesThatAreNoEventAreRejected() {
        for text in ["", "{", "}", "[]", "{}", "\u{0}", "{\"schema\"}", "{\"a", "{\"\\ud800\":1}"] {
            #expect(reason(text) != nil, "\(text)")
        }
        #expect(reason(String(repeating: " ", count: EventDecoder.longest + 1)) == .tooLarge)
    }

    @Test func everyPrefixOfAnEventIsRejected() {
        let bytes = Array(vital().utf8)
        for count in 0..<bytes.count {
            #expect(throws: RejectionReason.self) { try decode(Array(bytes[..<count])) }
        }
    }

    @Test func numbersAreRoundedCorrectly() throws {
        for text in ["72.1", "71.99999999999999", "1.2345678901234567e2", "9.9e1", "100.000000"] {
            #expect(try decode(vital(["value": text])).value == Double(text))
        }
    }

    @Test func mutatedEventsNeverCrash() {
        var state: UInt64 = 1
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let whole = Array(vital(extra: ",\"quality\":\"good\"").utf8)
        var rejected = 0
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0...random(3) { bytes[random(bytes.count)] = UInt8(random(256)) }
            if random(4) == 0 { bytes.removeSubrange(random(bytes.count)..<bytes.count) }
            do { _ = try decode(bytes) } catch { rejected += 1 }
        }
        #expect(rejected > 15_000)
    }
}
