import Scenarios
import Testing

@Suite struct ScenarioFileTests {
    @Test func theSchemasExampleIsAScenario() throws {
        let scenario = try ScenarioFile.parse(ScenarioSchema.example, file: "example.toml")
        #expect(scenario.interventions.map(\.description) == ["haemorrhage(volume=500 mL)"])
        let expectation = try #require(scenario.expectations.first)
        #expect(expectation.metric == "lvSVML")
        #expect(expectation.band == -40 ... -5)
        #expect(expectation.unit == "%")
    }

    @Test(arguments: [
        ("name = ", "s.toml:1:"),
        ("name = \"x\"", "s.toml: intervention: a scenario needs at least one"),
        ("nam = \"x\"", "s.toml: unknown key \"nam\"; did you mean \"name\"?"),
        (
            "name = \"x\"\n[[intervention]]\nname = \"haemorrhage\"\nvolume = 500",
            "s.toml: intervention 1: haemorrhage: haemorrhage: volume: \"500\" has no unit"
        ),
        (
            "name = \"x\"\n[[intervention]]\nname = \"rv-pacing\"\n[[intervention]]\nvolume = \"1 L\"",
            "s.toml: intervention 2: name: is missing"
        ),
        (
            "name = \"x\"\nintervention = \"rv-pacing\"",
            "s.toml: intervention: must be tables, each headed [[intervention]]"
        ),
        (expecting(change: "relativ"), "s.toml: expect 1: change: there is no \"relativ\""),
        (expecting(low: "5 %", high: "-5 %"), "expect 1: low: 5.0 % is above high, -5.0 %"),
        (expecting(low: "5 mL"), "s.toml: expect 1: low: "),
        (expecting(change: "absolute", low: "1 mL", high: "2 mmHg"), "expect 1: high: "),
    ])
    func saysWhereWhatIsWrong(_ text: String, _ expected: String) {
        let error = #expect(throws: ScenarioError.self) {
            _ = try ScenarioFile.parse(text, file: "s.toml")
        }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }

    private static func expecting(
        change: String = "relative", low: String = "-10 %", high: String = "10 %"
    ) -> String {
        """
        name = "x"
        [[intervention]]
        name = "rv-pacing"
        [[expect]]
        metric = "lvSVML"
        change = "\(change)"
        low = "\(low)"
        high = "\(high)"
        source = "a test"
        """
    }

    @Test func aMissingFileIsNamed() {
        #expect(throws: ScenarioError.unreadable(file: "/nowhere/s.toml")) {
            try ScenarioFile.read("/nowhere/s.toml")
        }
    }
}
