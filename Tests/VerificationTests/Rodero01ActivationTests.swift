import Foundation
import Testing
import Verification

@Suite struct Rodero01ActivationTests {
    @Test func theRealHeartIsActivatedInItsBandsAndOrder() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let checks = try Rodero01Activation().run(
            VerificationOptions(dataDirectory: root.path(percentEncoded: false)))
        #expect(checks.filter(\.gated).count == 13)
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
