import Foundation
import Testing
import Verification

@Suite struct RobustnessCaseTests {
    @Test func theFirstRandomHeartsConvergeAndARunGoesOn() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-robustness-\(UUID().uuidString)"
        ).path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let options = VerificationOptions(
            quick: true, dataDirectory: root.path(percentEncoded: false),
            checkpointDirectory: folder)
        let checks = try RobustnessCase().run(options)
        for check in checks {
            #expect(
                check.passed,
                "\(check.name): \(check.observed) outside \(check.low ?? -.infinity) … \(check.high ?? .infinity)"
            )
        }
        // Everything is there, so nothing is computed again, and every number is the same.
        #expect(try RobustnessCase().run(options) == checks)
    }
}
