import Foundation
import Testing
import Verification

@Suite struct OrdersCaseTests {
    @Test func everyObservedOrderIsTheExpectedOne() throws {
        let checks = try OrdersCase().run(VerificationOptions())
        #expect(checks.count == 14)
        for check in checks {
            #expect(check.gated && check.expected != nil, "\(check.name) judges nothing")
            #expect(
                check.passed,
                "\(check.name): \(check.observed), expected \(check.expected ?? .nan) ± 0.1")
        }
    }

    @Test func aMethodOfAnotherOrderFails() throws {
        let spacings = [0.4, 0.2, 0.1]
        func check(_ order: Double) throws -> Check {
            try OrderStudy("made up", expected: 2, spacings: spacings) { 3 * pow($0, order) }
                .checks()[0]
        }
        #expect(abs(try check(2).observed - 2) < 1e-12)
        #expect(try check(2).passed)
        #expect(try !check(1.8).passed)
        // An exact method has no order that could be seen.
        let exact = try OrderStudy("exact", expected: 2, spacings: spacings) { _ in 0 }.checks()[0]
        #expect(!exact.passed)
    }
}
