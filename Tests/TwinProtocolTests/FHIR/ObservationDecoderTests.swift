import Testing
import TwinProtocol

/// An Observation of a heart rate, with some keys replaced (nil takes a key away) or added.
private func observation(_ changes: [String: String?] = [:]) -> String {
    var keys: [(String, String)] = [
        ("resourceType", "\"Observation\""),
        ("status", "\"final\""),
        (
            "text",
            "{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">seen</div>\"}"
        ),
        (
            "code",
            """
            {"coding":[{"system":"http://snomed.info/sct","code":"364075005"},
            {"system":"http://loinc.org","code":"8867-4","display":"Heart rate"}],"text":"HR"}
            """
        ),
        ("subject", "{\"reference\":\"Patient/p1\"}"),
        ("device", "{\"reference\":\"Device/bed-4\",\"display\":\"Monitor\"}"),
        ("effectiveDateTime", "\"2023-11-14T22:13:20.250+00:00\""),
        (
            "valueQuantity",
            "{\"value\":72.5,\"unit\":\"beats/min\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"/min\"}"
        ),
    ]
    for (key, value) in changes.sorted(by: { $0.key < $1.key }) {
        if let place = keys.firstIndex(where: { $0.0 == key }) {
            if let value { keys[place].1 = value } else { keys.remove(at: place) }
        } else if let value {
            keys.append((key, value))
        }
    }
    return "{" + keys.map { "\"\($0)\": \($1)" }.joined(separator: ",\n") + "}"
}

private func quantity(_ value: String, _ code: String) -> String {
    "{\"value\":\(value),\"system\":\"http://unitsofmeasure.org\",\"code\":\"\(code)\"}"
}

private func coding(_ code: String, _ system: String = "http://loinc.org") -> String {
    "{\"coding\":[{\"system\":\"\(system)\",\"code\":\"\(code)\"}]}"
}

@Suite struct ObservationDecoderTests {
    private let reader = MessageReader(catalogue)

    private func results(_ text: String) -> [Result<TwinEvent, RejectionReason>] {
        Array(text.utf8).withUnsafeBufferPointer { reader.events($0, as: .fhir) }
    }

    private func reasons(_ text: String) -> [RejectionReason?] {
        results(text).map { if case .failure(let reason) = $0 { reason } else { nil } }
    }

    @Test func anObservationIsAVitalSign() throws {
        let found = results(observation())
        try #require(found.count == 1)
        let event = try found[0].get()
        #expect(catalogue.signals[event.signal].name == "MDC_ECG_HEART_RATE")
        #expect(event.value == 72.5)
        #expect(event.sourceTime == 1_700_000_000_250)
        #expect(event.quality == .good)
        // Its time is its number.
        #expect(event.sequence == 4 * 1_700_000_000_250 + 1)
    }

    @Test func aPanelIsItsComponents() throws {
        let parts = [("8480-6", 118.0), ("8462-4", 76), ("8478-0", 90)].map {
            "{\"code\":\(coding($0)),\"valueQuantity\":\(quantity("\($1)", "mm[Hg]"))}"
        }
        let found = results(
            observation([
                "code": coding("85354-9"), "valueQuantity": nil,
                "component": "[" + parts.joined(separator: ",") + "]",
            ]))
        let events = try found.map { try $0.get() }
        #expect(events.map(\.value) == [118, 76, 90])
        #expect(
            events.map { catalogue.signals[$0.signal].name } == [
                "MDC_PRESS_BLD_ART_ABP_SYS", "MDC_PRESS_BLD_ART_ABP_DIA",
                "MDC_PRESS_BLD_ART_ABP_MEAN",
            ])
        // One that is wrong does not take the others with it.
        let mixed =
            parts[..<1] + [
                "{\"code\":\(coding("8462-4")),\"valueQuantity\":\(quantity("76", "kPa"))}",
                "{\"code\":\(coding("8478-0")),\"dataAbsentReason\":{\"text\":\"off\"}}",
            ]
        #expect(
            reasons(
                observation([
                    "code": coding("85354-9"), "valueQuantity": nil,
                    "component": "[" + mixed.joined(separator: ",") + "]",
                ])) == [nil, .wrongUnit, .badQuality])
    }

    @Test func sampledDataIsAWaveform() throws {
        let data = """
            {"origin":{"value":-10,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"},
            "period":8,"factor":0.5,"dimensions":1,"data":"180 190 2e2"}
            """
        let found = results(
            observation([
                "code": coding("150036", "urn:iso:std:iso:11073:10101"), "valueQuantity": nil,
                "valueSampledData": data,
            ]))
        let event = try #require(try found.first?.get())
        #expect(event.samples == [80, 85, 90])
        #expect(event.samplePeriod == 8)
        let broken = data.replacing("190", with: "E")
        #expect(
            reasons(
                observation([
                    "code": coding("150036", "urn:iso:std:iso:11073:10101"), "valueQuantity": nil,
                    "valueSampledData": broken,
                ])) == [.badQuality])
    }

    @Test func identifiersAreNumbersAndCorrectionsComeAfter() throws {
        let identifier = "[{\"system\":\"urn:bed-4\",\"value\":\"17\"}]"
        let first = try results(observation(["identifier": identifier]))[0].get()
        let again = try results(
            observation(["identifier": identifier, "status": "\"amended\""]))[0].get()
        #expect(first.sequence == 4 * 17 + 1)
        #expect(again.sequence == 4 * 17 + 2)
        #expect(first.source == again.source)
        #expect(
            try results(observation(["status": "\"preliminary\""]))[0].get().quality == .uncertain)
        var gate = EventGate(catalogue)
        let now: Int64 = 1_700_000_001_000
        try gate.check(first, now: now)
        #expect(throws: RejectionReason.duplicate) { try gate.check(first, now: now) }
        try gate.check(again, now: now)
        #expect(throws: RejectionReason.duplicate) { try gate.check(first, now: now) }
    }

    @Test(
        arguments: [
            (["resourceType": "\"Patient\""], .badSchema), (["resourceType": nil], .badSchema),
            (["status": "\"entered-in-error\""], .badQuality), (["status": nil], .missingKey),
            (["status": "\"registered\""], .badQuality),
            (["subject": "{\"reference\":\"Patient/p2\"}"], .wrongPatient),
            (["subject": "{\"reference\":\"Patient/p1/_history/2\"}"], nil),
            (["subject": "{\"reference\":\"https://h.example/fhir/Patient/p1\"}"], nil),
            (["subject": "{\"identifier\":{\"value\":\"p1\"}}"], nil),
            (["subject": nil], .missingKey), (["code": nil], .missingKey),
            (["code": coding("8310-5")], .unknownCode),
            (["code": coding("8867-4", "http://elsewhere.example")], .unknownCode),
            (["code": coding("MDC_ECG_HEART_RATE", "urn:iso:std:iso:11073:10101")], nil),
            // A coding that is not known before one that is.
            (
                [
                    "code": """
                    {"coding":[{"system":"urn:iso:std:iso:11073:10101","code":"999999"},
                    {"system":"http://loinc.org","code":"8867-4"}]}
                    """
                ], nil
            ),
            (
                [
                    "code": coding(
                        "circulation.systemicArterialResistance", "urn:iso:std:iso:11073:10101"),
                    "valueQuantity": quantity("1", "mmHg.s/mL"),
                ], .unknownCode
            ),
            (["effectiveDateTime": "\"2023-11-14\""], .badTime),
            (["effectiveDateTime": "\"2023-11-14T22:13:20\""], .badTime),
            (["effectiveDateTime": "\"2023-02-29T22:13:20Z\""], .badTime),
            (["effectiveDateTime": nil], .missingKey),
            (["effectiveDateTime": nil, "effectiveInstant": "\"2023-11-14T22:13:20Z\""], nil),
            (["valueQuantity": quantity("-5", "/min")], .outOfRange),
            (["valueQuantity": quantity("NaN", "/min")], .notFinite),
            (["valueQuantity": quantity("1e999", "/min")], .notFinite),
            (["valueQuantity": quantity("\"72\"", "/min")], .wrongType),
            (["valueQuantity": quantity("72", "{beats}/min")], nil),
            (["valueQuantity": quantity("72", "Hz")], .wrongUnit),
            (["valueQuantity": "{\"value\":72,\"unit\":\"/min\"}"], .wrongUnit),
            (
                [
                    "valueQuantity": quantity("72", "/min").replacing(
                        "{", with: "{\"comparator\":\"<\",")
                ],
                .wrongType
            ),
            (["valueQuantity": nil], .missingKey),
            (["valueQuantity": nil, "valueString": "\"72\""], .wrongType),
            (["dataAbsentReason": "{\"text\":\"unknown\"}"], .badQuality),
            (["modifierExtension": "[]"], .unknownKey), (["implicitRules": "\"x\""], .unknownKey),
            (["category": "[{\"coding\":[{\"code\":\"vital-signs\"}]}]"], nil),
        ] as [([String: String?], RejectionReason?)])
    func everyElementIsChecked(_ changes: [String: String?], _ expected: RejectionReason?) {
        #expect(reasons(observation(changes)) == [expected], "\(changes)")
    }

    @Test func nestingAndSizesAreBounded() {
        let deep = String(repeating: "[", count: 1000) + String(repeating: "]", count: 1000)
        #expect(reasons(observation(["note": deep])) == [.tooLarge])
        let parts = String(
            repeating: "{\"code\":\(coding("8480-6"))},", count: 64
        ).dropLast()
        #expect(reasons(observation(["component": "[\(parts)]"])) == [.tooLarge])
        #expect(reasons(String(repeating: " ", count: EventDecoder.longest + 1)) == [.tooLarge])
    }

    @Test func everyPrefixIsRejected() {
        let whole = observation()
        for count in 0..<whole.utf8.count {
            let prefix = String(decoding: Array(whole.utf8.prefix(count)), as: UTF8.self)
            #expect(reasons(prefix).allSatisfy { $0 != nil })
        }
    }
}
