import Documents
import ScenarioFiles
import Scenarios
import Testing

@Suite struct UserInterventionTests {
    private let example = UserInterventionSchema.example

    private func expanded(_ text: String) throws -> [String] {
        let own = UserInterventions([try UserIntervention(parsing: example, file: "own.toml")])
        return try own.expanded([InterventionCall(parsing: text)]).map(\.description)
    }

    @Test func operationsAreInProportionToTheDose() throws {
        #expect(
            try expanded("inodilator") == [
                "scale(by=1.2, target=wall.contractilityLeft)",
                "scale(by=0.85, target=circulation.systemicArterialResistance)",
            ])
        #expect(
            try expanded("inodilator(dose=0 ug/kg/min)") == [
                "scale(by=1.0, target=wall.contractilityLeft)",
                "scale(by=1.0, target=circulation.systemicArterialResistance)",
            ])
        #expect(try expanded("inodilator(dose=1 ug/kg/min)")[0].hasPrefix("scale(by=1.4"))
        #expect(try expanded("inodilator(ramp=5 s)")[0].contains("ramp=5 s"))
        #expect(try expanded("inotropy(factor=2)") == ["inotropy(factor=2)"])
    }

    @Test(arguments: [
        ("inodilator(dose=3 ug/kg/min)", "outside"),
        ("inodilator(dos=1 ug/kg/min)", "did you mean"),
        ("inodilatr", "did you mean \"inodilator\""),
    ])
    func callsSayWhatIsWrong(_ text: String, _ expected: String) {
        let error = #expect(throws: ScenarioError.self) { _ = try expanded(text) }
        #expect(error.map { "\($0)" }?.contains(expected) == true)
    }

    @Test(arguments: [
        ("name = \"inodilator\"", "name = \"lvad\"", "in the catalogue"),
        ("name = \"inodilator\"", "name = \"My Drug\"", "small letters"),
        ("wall.contractilityLeft", "wall.contractilityLef", "did you mean"),
        ("scale = 1.2", "scale = 1.2\nadd = 3", "one of scale, add and set"),
        ("scale = 1.2", "set = 2", "no dose"), ("high = \"1 ug/kg/min\"", "", "high is missing"),
        ("source = ", "sourc = ", "sourc"),
    ])
    func filesSayWhatIsWrong(_ what: String, _ with: String, _ expected: String) {
        let text = example.replacing(what, with: with)
        let error = #expect(throws: DocumentError.self) {
            _ = try UserIntervention(parsing: text, file: "own.toml")
        }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }
}
