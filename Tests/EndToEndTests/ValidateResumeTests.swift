import Foundation
import Testing

private let reference = ProcessInfo.processInfo.environment["HEARTTWIN_REFERENCE_DIR"] ?? ""
private let hasReference = FileManager.default.fileExists(
    atPath: reference + "/arostica2025.tsv")

/// Long benchmarks go on where they were stopped.
@Suite(
    .enabled(
        if: ProgramRun.binary != nil && hasReference,
        "HEARTTWIN_BINARY is not set, or HEARTTWIN_REFERENCE_DIR holds no arostica2025.tsv"))
struct ValidateResumeTests {
    private let command = ["validate", "arostica2025-refinement", "--quick", "--json"]

    private func checks(_ run: ProgramRun) throws -> String {
        let checks = try #require(try run.object()["checks"] as? [[String: Any]])
        return checks.map { "\($0["name"] ?? "")=\($0["observed"] ?? "")" }
            .joined(separator: "\n")
    }

    @Test func aKilledBenchmarkEndsWithTheSameBits() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-resume-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let checkpoints = command + ["--checkpoints", folder.path(percentEncoded: false)]
        let process = Process()
        process.executableURL = URL(filePath: ProgramRun.binary ?? "/nonexistent")
        process.arguments = checkpoints
        process.currentDirectoryURL = ProgramRun.root
        process.standardOutput = Pipe()
        process.standardError = Pipe()
        try process.run()
        func files() -> [String] {
            let names = try? FileManager.default.contentsOfDirectory(
                atPath: folder.path(percentEncoded: false))
            return (names ?? []).filter { $0.hasSuffix(".h5") && !$0.hasPrefix(".") }
        }
        while files().isEmpty && process.isRunning { Thread.sleep(forTimeInterval: 0.005) }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        #expect(!files().isEmpty, "no checkpoint before the end")

        let resumed = try ProgramRun(checkpoints)
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(resumed.errors.contains("going on after step"), "\(resumed.errors)")
        #expect(try checks(resumed) == checks(ProgramRun(command)))
    }
}
