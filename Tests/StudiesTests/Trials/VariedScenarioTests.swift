import HeartModel
import Scenarios
import Studies
import Testing

@Suite struct VariedScenarioTests {
    @Test func readsRangesStepsAndWords() throws {
        let scenario = try VariedScenario(parsing: [
            "lvad(speed=8000..12000/500 1/min, device=heartmate-2|heartmate-3)",
            "nitroprusside(dose=1..3 ug/kg/min) + rate(rate=?)",
        ])
        #expect(
            scenario.arguments.map(\.name) == [
                "lvad.device", "lvad.speed", "nitroprusside.dose", "rate.rate",
            ])
        #expect(scenario.arguments.map(\.count) == [2, 9, nil, nil])
        #expect(scenario.arguments[1].text(at: 0) == "8000 1/min")
        #expect(scenario.arguments[1].text(at: 1) == "12000 1/min")
        #expect(scenario.arguments[2].text(at: 0.5) == "2 ug/kg/min")
        #expect(scenario.arguments[3].text(at: 1) == "200 1/min")
        let calls = try #require(scenario.scenario([0.9, 0, 0, 1])).interventions
        #expect(
            calls.map(\.description) == [
                "lvad(device=heartmate-3, speed=8000 1/min)", "nitroprusside(dose=1 ug/kg/min)",
                "rate(rate=200 1/min)",
            ])
    }

    @Test func everySharedValueIsReached() throws {
        let scenario = try VariedScenario(parsing: ["rate(rate=60..90/10 1/min)"])
        let argument = scenario.arguments[0]
        #expect(
            try #require(argument.shares).map { argument.text(at: $0) } == [
                "60 1/min", "70 1/min", "80 1/min", "90 1/min",
            ])
    }

    @Test(arguments: [
        ("lvad(speed=9000..8000 1/min)", "below the upper"),
        ("lvad(speed=9000..80000 1/min)", "within"),
        ("lvad(speed=9000..9500)", "no unit"),
        ("lvad(speed=8000..9000/2000 1/min)", "step"),
        ("lvad(speed=8000..9000/1e-9 1/min)", "more than"),
        ("lvad(device=heartmate-2|heartmate-4)", "did you mean"),
        ("lvad(device=|heartmate-3)", "two words"),
        ("lvd(speed=1..2 1/min)", "did you mean"),
        ("lvad(sped=1..2 1/min)", "takes no"),
    ])
    func saysWhatIsWrong(_ text: String, _ expected: String) {
        let error = #expect(throws: (any Error).self) { _ = try VariedScenario(parsing: [text]) }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    @Test(arguments: [
        ("circulation.bloodVolum=4500..5500 mL", "did you mean"),
        ("circulation.bloodVolume=5500 mL", "low..high"),
        ("circulation.bloodVolume", "of the form"),
        ("circulation.bloodVolume=4500..5500 mmHg", "mL"),
        ("wall.passiveScaleLeft=0.5..1", "does not read"),
    ])
    func inputsSayWhatIsWrong(_ text: String, _ expected: String) {
        let error = #expect(throws: StudyError.self) { _ = try UncertainInput(parsing: text) }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }
}
