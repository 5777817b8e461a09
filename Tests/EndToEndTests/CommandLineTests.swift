import Foundation
import Testing

private let binary = ProcessInfo.processInfo.environment["HEARTTWIN_BINARY"]
private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// What a run of the program left.
private struct Run {
    var status: Int32
    var output: String
    var errors: String

    init(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: binary ?? "/nonexistent")
        process.arguments = arguments
        process.currentDirectoryURL = root
        let out = Pipe()
        let err = Pipe()
        process.standardOutput = out
        process.standardError = err
        try process.run()
        output = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        status = process.terminationStatus
    }
}

@Suite(.enabled(if: binary != nil, "HEARTTWIN_BINARY is not set; scripts/test sets it"))
struct CommandLineTests {
    @Test(arguments: [
        (["simulate", "no-such-file.h5"], Int32(66), "no-such-file.h5"),
        (["simulate", "README.md"], 65, "README.md"),
        (
            ["simulate", "patients/ideal-biv.h5", "--set", "circulation.hartRate=60 1/min"], 65,
            "circulation.heartRate"
        ),
        (["simulate", "patients/ideal-biv.h5", "--set", "circulation.heartRate=60"], 65, "1/min"),
        (
            ["simulate", "patients/ideal-biv.h5", "--set", "circulation.heartRate=6000 1/min"], 65,
            "220"
        ),
        (["simulate", "patients/ideal-biv.h5", "--set", "circulation.heartRate"], 64, "name"),
        (["simulate", "patients/ideal-biv.h5", "--activation", "lbb"], 64, "lbbb"),
        (["simulate"], 64, "patient"),
        (["validate", "nothing"], 64, "rodero01-activation"),
        (["simulate", "patients/ideal-biv.h5", "-o", "/proc/nowhere"], 73, "/proc/nowhere"),
    ])
    func badInputIsExplainedWithItsExitCode(
        arguments: [String], status: Int32, mention: String
    ) throws {
        let run = try Run(arguments)
        #expect(run.status == status, "exit \(run.status), expected \(status): \(run.errors)")
        #expect(run.errors.contains(mention), "no \"\(mention)\" in: \(run.errors)")
        #expect(run.output.isEmpty, "standard output is for results: \(run.output)")
    }

    @Test(arguments: ["patients/rodero-01.h5", "patients/ideal-biv.h5"])
    func shippedPatientsAreValid(path: String) throws {
        let run = try Run(["inspect", path, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        #expect(object is [String: Any])
    }

    @Test func listsAndSchemaArePrinted() throws {
        #expect(try Run(["validate", "--list"]).output.contains("circulation"))
        #expect(try Run(["schema"]).output.contains("/hearttwin"))
        #expect(try Run(["simulate", "x.h5", "--activation", "list"]).output.contains("lbbb"))
    }

    @Test func theSameRunHasTheSameBits() throws {
        let folder =
            NSTemporaryDirectory() + "hearttwin-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let traces = try ["a", "b"].map { name in
            let run = try Run([
                "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/\(name)", "-q",
                "--maximum-beats", "1",
            ])
            #expect(run.status == 0, "\(run.errors)")
            return try String(contentsOfFile: "\(folder)/\(name)/traces.csv", encoding: .utf8)
        }
        #expect(traces[0] == traces[1])
        let resumed = try Run([
            "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/a", "-q", "--maximum-beats", "2",
            "--resume",
        ])
        let straight = try Run([
            "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/b", "-q", "--maximum-beats", "2",
        ])
        #expect(resumed.status == 0 && straight.status == 0, "\(resumed.errors)\(straight.errors)")
        #expect(
            try String(contentsOfFile: "\(folder)/a/traces.csv", encoding: .utf8)
                == String(contentsOfFile: "\(folder)/b/traces.csv", encoding: .utf8))
    }
}
