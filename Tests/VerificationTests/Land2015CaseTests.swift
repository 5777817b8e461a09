import Testing
import Verification

@Suite struct Land2015CaseTests {
    @Test func theBenchmarkIsMetOnItsQuickGrids() throws {
        let checks = try Land2015Case().run(VerificationOptions(quick: true))
        // Six numbers, three volumes, six changes with the bulk modulus, strains at 2 … 9 of 10 or 2 … 8
        // of 9 stations.
        #expect(checks.filter(\.gated).count == 6 + 3 + 6 + 4 * 8 + 2 * 7)
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
