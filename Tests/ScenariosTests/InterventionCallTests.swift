import Scenarios
import Testing

@Suite struct InterventionCallTests {
    @Test(
        arguments: [
            ("rv-pacing", "rv-pacing", [:]),
            (" rate( rate = 60 1/min ) ", "rate", ["rate": "60 1/min"]),
            ("crt(lead=\"inferior\", vv=-20 ms)", "crt", ["lead": "inferior", "vv": "-20 ms"]),
            ("rv-pacing()", "rv-pacing", [:]),
        ] as [(String, String, [String: String])])
    func readsCalls(_ text: String, _ name: String, _ arguments: [String: String]) throws {
        let call = try InterventionCall(parsing: text)
        #expect(call == InterventionCall(name: name, arguments: arguments))
    }

    @Test(arguments: [
        "", "rate(", "rate)", "(rate=1)", "rate(60)", "rate(rate=)", "rate(=60)", "rate=60",
        "rate(rate=60, rate=70)", "crt(lead=\"lateral)", "rate(rate=60,)",
    ])
    func refusesOtherTexts(_ text: String) {
        #expect(throws: ScenarioError.notACall(text: text)) {
            try InterventionCall(parsing: text)
        }
    }

    @Test(arguments: [
        (
            "haemorhage", "there is no intervention \"haemorhage\"; did you mean \"haemorrhage\"?"
        ),
        ("haemorrhage(volum=1 L)", "haemorrhage takes no \"volum\"; did you mean \"volume\"?"),
        ("haemorrhage(volume=500)", "haemorrhage: volume: \"500\" has no unit"),
        ("haemorrhage(volume=5 mmHg)", "haemorrhage: volume: "),
        ("haemorrhage(volume=9 L)", "haemorrhage: volume = 9000.0 mL is outside 0.0"),
        ("bundle-branch-block(side=lefft)", "side: there is no \"lefft\"; did you mean \"left\"?"),
        ("scale(by=2)", "scale needs target="),
        ("rv-pacing(rate=60 1/min)", "rv-pacing takes no \"rate\"; it takes none"),
        ("set(target=circulation.heartRate, to=60)", "set: to: "),
        ("set(target=circulation.heartRat, to=60 1/min)", "did you mean"),
    ])
    func saysWhatIsWrong(_ text: String, _ expected: String) throws {
        let call = try InterventionCall(parsing: text)
        let error = #expect(throws: (any Error).self) { _ = try call.intervention() }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    @Test func dimensionlessNumbersNeedNoUnit() throws {
        _ = try InterventionCall(parsing: "inotropy(factor=1.3)").intervention()
    }
}
