import Documents
import Studies
import Testing

@Suite struct OptimisationGoalTests {
    @Test func theExampleOfTheSchemaIsAGoal() throws {
        let goal = try OptimisationGoal(parsing: GoalSchema.example, file: "example")
        #expect(goal.objectives == [.init(.maximise, "systemicFlowLPerMin")])
        #expect(goal.constraints.count == 1 && goal.constraints[0].low == 2)
        _ = try VariedScenario(parsing: goal.interventions)
    }

    @Test(arguments: [
        ("", "objective is missing"),
        ("[[objective]]\nmetric = \"lvSVML\"", "direction is missing"),
        ("[[objective]]\nmetric = \"lvSVML\"\ndirection = \"maximize\"", "did you mean"),
        ("[[objectiv]]\nmetric = \"a\"", "objectiv"),
        (
            "[[objective]]\nmetric = \"lvSVML\"\ndirection = \"maximise\"\n[[constraint]]\nmetric = \"laMeanMmHg\"",
            "needs one of them"
        ),
        (
            "[[objective]]\nmetric = \"lvSVML\"\ndirection = \"maximise\"\n[[constraint]]\nmetric = \"laMeanMmHg\"\n"
                + "low = \"9 mmHg\"\nhigh = \"8 mmHg\"", "above high"
        ),
        (
            "[[objective]]\nmetric = \"lvSVML\"\ndirection = \"maximise\"\n[search]\npopulation = 7",
            "must be even"
        ),
    ])
    func saysWhatIsWrong(_ text: String, _ expected: String) throws {
        let error = #expect(throws: DocumentError.self) {
            _ = try OptimisationGoal(parsing: text, file: "goal.toml")
        }
        let message = error.map { "\($0)" } ?? ""
        #expect(message.contains(expected), "\(message)")
    }
}
