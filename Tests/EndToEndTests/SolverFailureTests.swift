import Foundation
import Testing

/// A heart that cannot be computed says where, with which residuals and after what, and leaves its state.
@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set"))
struct SolverFailureTests {
    /// Two hundred times the tension of human muscle, and nothing that damps it.
    private let settings = [
        "--set", "contraction.referenceTension=1000 kPa", "--set", "wall.contractilityLeft=20 1",
        "--set", "wall.contractilityRight=20 1", "--set", "wall.viscosity=0 Pa.s",
    ]

    @Test func aStepThatFailsSaysWhereAndLeavesTheLastGoodState() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-failure-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let run = try ProgramRun(
            ["simulate", "patients/ideal-biv.h5", "--maximum-beats", "1", "-o", path] + settings)
        #expect(run.status == 3, "\(run.status): \(run.errors)")
        for word in [
            "element", "septum", "ventricle", "relative residuals", "tried", "ms of beat 1",
        ] {
            let isPart = word == "septum" || word == "ventricle"
            #expect(
                run.errors.contains(word)
                    || isPart
                        && (run.errors.contains("septum") || run.errors.contains("ventricle")),
                "no \(word) in \(run.errors)")
        }
        let data = try Data(contentsOf: folder.appending(path: "failure.json"))
        let report = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let steps = try #require(report["triedStepsMs"] as? [Double])
        #expect(steps.last == 0.25, "\(steps)")
        #expect((report["residuals"] as? [Double])?.isEmpty == false)
        #expect((report["attempts"] as? [Any])?.isEmpty == false)
        let place = try #require(report["unbalanced"] as? [String: Any])
        #expect(place["element"] is Int && place["region"] is String)
        for name in ["checkpoint.h5", "last-state.h5"] {
            #expect(
                FileManager.default.fileExists(atPath: folder.appending(path: name).path),
                "no \(name)")
        }
    }
}
