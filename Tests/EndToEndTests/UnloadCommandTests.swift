import Foundation
import Testing

/// `hearttwin unload` and a run from what it keeps.
@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set"))
struct UnloadCommandTests {
    @Test func aKeptShapeIsUsedAndOtherParametersAreNoticed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-unload-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let kept = path + "/kept.h5"
        let unload = try ProgramRun(["unload", "patients/ideal-biv.h5", "-o", kept, "--json"])
        #expect(unload.status == 0, "\(unload.errors)")
        let numbers = try #require(try unload.object()["numbers"] as? [[String: Any]])
        let off = try #require(
            numbers.first { $0["identifier"] as? String == "unloadedReturnMm" }?["value"]
                as? Double)
        #expect(off < 0.1, "\(off) mm off the image")
        #expect(try ProgramRun(["inspect", kept]).status == 0)
        /// Warnings and notes of one beat.
        func beat(_ arguments: [String]) throws -> (warns: Bool, searches: Bool) {
            let run = try ProgramRun(
                ["simulate", kept, "--maximum-beats", "1", "-v", "-o", path + "/run"] + arguments)
            #expect(run.status == 0, "\(run.errors)")
            return (
                run.output.contains("was found with other parameters"),
                run.errors.contains("step 2:")
            )
        }
        #expect(try beat([]) == (false, false))
        #expect(try beat(["--set", "wall.passiveScaleLeft=1.1 1"]) == (true, true))
    }
}
