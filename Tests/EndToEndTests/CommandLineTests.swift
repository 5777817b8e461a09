import Foundation
import Testing

@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set; scripts/test sets it"))
struct CommandLineTests {
    /// What `patient new` cannot do without.
    static let newPatient = [
        "patient", "new", "--identifier", "x", "--anatomy", "a.vtu", "--mechanics", "m.vtu", "-o",
        "x.h5",
    ]

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
        (Self.newPatient + ["--entry", "fascicles"], 64, "--left-tree"),
        (Self.newPatient + ["--sex", "femail"], 64, "female"),
        (["validate", "nothing"], 64, "known: archetypes"),
        (["simulate", "patients/ideal-biv.h5", "-o", "/proc/nowhere"], 73, "/proc/nowhere"),
    ])
    func badInputIsExplainedWithItsExitCode(
        arguments: [String], status: Int32, mention: String
    ) throws {
        let run = try ProgramRun(arguments)
        #expect(run.status == status, "exit \(run.status), expected \(status): \(run.errors)")
        #expect(run.errors.contains(mention), "no \"\(mention)\" in: \(run.errors)")
        #expect(run.output.isEmpty, "standard output is for results: \(run.output)")
    }

    @Test(arguments: ["patients/rodero-01.h5", "patients/ideal-biv.h5"])
    func shippedPatientsAreValid(path: String) throws {
        let run = try ProgramRun(["inspect", path, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        #expect(object is [String: Any])
    }

    @Test func listsAndSchemaArePrinted() throws {
        #expect(try ProgramRun(["validate", "--list"]).output.contains("circulation"))
        #expect(try ProgramRun(["schema"]).output.contains("/hearttwin"))
        #expect(
            try ProgramRun(["simulate", "x.h5", "--activation", "list"]).output.contains("lbbb"))
    }

    @Test func theSameRunHasTheSameBits() throws {
        let folder =
            NSTemporaryDirectory() + "hearttwin-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let traces = try ["a", "b"].map { name in
            let run = try ProgramRun([
                "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/\(name)", "-q",
                "--maximum-beats", "1",
            ])
            #expect(run.status == 0, "\(run.errors)")
            return try String(contentsOfFile: "\(folder)/\(name)/traces.csv", encoding: .utf8)
        }
        #expect(traces[0] == traces[1])
        let resumed = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/a", "-q", "--maximum-beats", "2",
            "--resume",
        ])
        let straight = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "-o", "\(folder)/b", "-q", "--maximum-beats", "2",
        ])
        #expect(resumed.status == 0 && straight.status == 0, "\(resumed.errors)\(straight.errors)")
        #expect(
            try String(contentsOfFile: "\(folder)/a/traces.csv", encoding: .utf8)
                == String(contentsOfFile: "\(folder)/b/traces.csv", encoding: .utf8))
    }
}
