import Testing
import Verification

@Suite struct SingleCellCaseTests {
    @Test func durationsAtOneHertzAreThoseOfAnIndependentSolver() throws {
        let checks = try SingleCellCase().run(VerificationOptions(quick: true))
        #expect(checks.count == 10)
        for check in checks {
            #expect(check.passed, "\(check.name): \(check.observed) \(check.unit), \(check)")
        }
    }
}
