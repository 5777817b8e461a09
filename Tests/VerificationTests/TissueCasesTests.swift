import Testing
import Verification

@Suite struct TissueCasesTests {
    @Test func theCoarseSlabIsThatOfOpenCARPWithItsScheme() throws {
        let checks = try Niederer2011Case().run(VerificationOptions(quick: true))
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) in \(check.low ?? -.infinity) … \(check.high ?? .infinity)"
            )
        }
        // P8 and P9 of openCARP at 0.5 mm, and P1 of our two time steps.
        #expect(checks.filter(\.gated).count == 4)
        #expect(checks.contains { $0.name.hasPrefix("P8 of openCARP") && $0.expected == 58.144 })
    }

    @Test func cablesConductAsPublishedAndDirectionalMassAtTheLimit() throws {
        let checks = try CableVelocity().run(VerificationOptions(quick: true))
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) in \(check.low ?? -.infinity) … \(check.high ?? .infinity)"
            )
        }
        #expect(checks.filter(\.gated).count == 36)
    }

    @Test func reactionEikonalFrontsAreThoseOfTheMonodomainModel() throws {
        let checks = try ReactionEikonalCase().run(VerificationOptions(quick: true))
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) in \(check.low ?? -.infinity) … \(check.high ?? .infinity)"
            )
        }
        // Activation, share of nodes, leads and durations, on both element sizes.
        #expect(checks.filter(\.gated).count == 8)
    }
}
