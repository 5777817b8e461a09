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

    @Test func theFitOfThreeMeshesFindsTheLimitOfCablesFromBothSides() {
        // Velocities of an independent prototype at 0.25, 0.2 and 0.1 mm, consistent and lumped mass, and its
        // limit [m/s] (cable-cv); times are their inverses.
        for velocities in [[0.6337, 0.6313, 0.6165], [0.5313, 0.5519, 0.5882]] {
            let limit = Niederer2011Limit.limit(
                spacings: [0.25, 0.2, 0.1], values: velocities.map { 1 / $0 })
            #expect(abs(limit * 0.6037 - 1) < 0.01, "\(velocities): \(1 / limit) m/s")
        }
        // Exact for what it fits.
        let exact = Niederer2011Limit.limit(
            spacings: [3, 2, 1], values: [3.0, 2, 1].map { 7 + 2 * $0 * $0 - 0.5 * pow4($0) })
        #expect(abs(exact - 7) < 1e-12)
        func pow4(_ x: Double) -> Double { x * x * x * x }
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

    @Test func wavesReenterThroughAScarsChannelUntilItIsAblated() throws {
        let checks = try InducibilityCase().run(VerificationOptions(quick: true))
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) in \(check.low ?? -.infinity) … \(check.high ?? .infinity)"
            )
        }
        // Sites, waves with the channel and without, the end without, and both cycles.
        #expect(checks.filter(\.gated).count == 6)
    }
}
