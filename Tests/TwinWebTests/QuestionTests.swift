import Testing
import TwinProtocol

import TwinWeb

@Suite struct QuestionTests {
    private static func read(_ text: String, _ needs: Bool = true) throws -> WhatIfRequest {
        try WhatIfRequest(parsing: Array(text.utf8), needsInterventions: needs)
    }

    @Test func aQuestionIsRead() throws {
        let question = try Self.read(
            #"{"interventions":["a","b(c=1 mL)"],"over":"1 min","horizon":"2 min"}"#)
        #expect(
            question.treatments == [WhatIfTreatment(name: "", interventions: ["a", "b(c=1 mL)"])])
        #expect(question.ramp == 60_000)
        #expect(question.milliseconds == 120_000)
        #expect(try Self.read("", false).milliseconds == 60_000)
    }

    @Test(arguments: [
        "", "[]", "{", #"{"interventions":"a"}"#, #"{"interventions":[1]}"#,
        #"{"interventions":["a"],"horizon":"60 mmHg"}"#,
        #"{"interventions":["a"],"horizon":"1 s"}"#,
        #"{"interventions":["a"],"over":"-1 s"}"#, #"{"interventions":["a"],"horizon":null}"#,
        #"{"interventions":["a"],"horizont":"60 s"}"#,
        #"{"interventions":["a"],"horizon":"nan s"}"#,
    ])
    func whatIsNoneIsRefused(text: String) {
        #expect(throws: WhatIfError.self) { try Self.read(text) }
    }

    @Test func aScenarioHasItsTimesInTheQuery() throws {
        let treatments = [WhatIfTreatment(name: "x", interventions: ["a"])]
        let question = try WhatIfRequest(treatments, query: ["over": "30 s", "horizon": "2 min"])
        #expect(question.ramp == 30_000 && question.milliseconds == 120_000)
        #expect(question.treatments == treatments)
        for query in [["horizont": "60 s"], ["horizon": "1 s"], ["over": "-1 s"]] {
            #expect(throws: WhatIfError.self) { try WhatIfRequest(treatments, query: query) }
        }
        #expect(throws: WhatIfError.self) { try WhatIfRequest([], query: [:]) }
        let many = [WhatIfTreatment](repeating: treatments[0], count: 17)
        #expect(throws: WhatIfError.self) { try WhatIfRequest(many, query: [:]) }
    }

    @Test func linesAreAnsweredOneByOne() throws {
        var seen: [Int] = []
        let answer = try EventAnswer(to: Array("a\n\r\nbb\n".utf8)) { line in
            seen.append(line.count)
            return line.count == 1 ? nil : .malformed
        }
        #expect(seen == [1, 2])
        #expect(!answer.isForbidden)
        #expect(
            answer.text == #"{"received":2,"passed":1,"rejected":{"malformed":1},"lines":["#
                + #"{"line":1,"outcome":"passed"},"#
                + #"{"line":3,"outcome":"rejected","reason":"malformed"}]}"#)
        let denied = try EventAnswer(to: [0x61]) { _ in .notAllowed }
        #expect(denied.isForbidden)
        let long = [UInt8](repeating: 0x0a, count: EventAnswer.mostLines + 1)
        #expect(throws: Refusal.self) { try EventAnswer(to: long) { _ in nil } }
    }

    @Test func aMessageIsAnsweredEventByEvent() {
        let answer = EventAnswer(message: [0x61, 0x0a]) { bytes in
            [nil, bytes.count == 2 ? .wrongUnit : nil]
        }
        #expect(
            answer.text == #"{"received":2,"passed":1,"rejected":{"wrongUnit":1},"lines":["#
                + #"{"event":1,"outcome":"passed"},"#
                + #"{"event":2,"outcome":"rejected","reason":"wrongUnit"}]}"#)
    }

    @Test func typesOfBodiesAreFormats() {
        #expect(MessageType.format(of: "application/fhir+json; charset=utf-8") == .fhir)
        #expect(MessageType.format(of: "Application/HL7-V2") == .hl7)
        #expect(MessageType.isScenario("Application/TOML; charset=utf-8"))
        for other in [nil, "", "application/json", "application/x-ndjson", "text/plain"] {
            #expect(MessageType.format(of: other) == nil)
            #expect(!MessageType.isScenario(other))
        }
    }
}
