import Testing
import Verification

@Suite struct HealthyLoopCaseTests {
    @Test func theHealthyAdultIsInsideEveryNormalRange() throws {
        let checks = try HealthyLoopCase().run(VerificationOptions(quick: true))
        #expect(checks.filter(\.gated).count == 24)
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
