import Testing
import Verification

@Suite struct CirculationCaseTests {
    @Test func quickRunPasses() throws {
        let checks = try CirculationCase().run(VerificationOptions(quick: true))
        #expect(checks.count == 36)
        for check in checks {
            #expect(
                check.passed,
                """
                \(check.name): \(check.observed) \(check.unit) outside \
                \(check.low ?? -.infinity) … \(check.high ?? .infinity)
                """)
        }
    }
}
