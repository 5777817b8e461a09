import Foundation
import Testing

/// Interventions through the program: the catalogue, a treated run, the comparison.
@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set"))
struct ScenarioCommandTests {
    @Test func theCatalogueIsListed() throws {
        let all = try ProgramRun(["interventions"])
        #expect(all.status == 0, "\(all.errors)")
        #expect(all.output.contains("haemorrhage  Loss of blood"))
        let one = try ProgramRun(["interventions", "crt", "--json"]).object()
        let entries = try #require(one["interventions"] as? [[String: Any]])
        #expect(entries.map { $0["identifier"] as? String } == ["crt"])
        let unknown = try ProgramRun(["interventions", "crd"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("did you mean \"crt\"?"), "\(unknown.errors)")
    }

    @Test func theResolvedConfigurationSaysWhatWasDone() throws {
        let dry = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--dry-run", "--json", "--intervention",
            "haemorrhage(volume=500 mL)", "--intervention", "bundle-branch-block(side=left)",
        ]).object()
        #expect(dry["activation"] as? String == "lbbb")
        #expect(
            dry["interventions"] as? [String]
                == ["haemorrhage(volume=500 mL)", "bundle-branch-block(side=left)"])
        let parameters = try #require(dry["parameters"] as? [[String: Any]])
        let blood = try #require(
            parameters.first { $0["name"] as? String == "circulation.bloodVolume" })
        #expect(blood["source"] as? String == "intervention")
        #expect(
            dry["outputFolder"] as? String == "ideal-biv-haemorrhage-and-bundle-branch-block.run")
    }

    @Test func contradictionsAreRefused() throws {
        let run = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--dry-run", "--intervention",
            "aortic-stenosis(area=1 cm2)", "--intervention", "aortic-valve-replacement",
        ])
        #expect(run.status == 65)
        #expect(run.errors.contains("both act on the aortic valve"), "\(run.errors)")
    }

    /// Weaker muscle ejects less in its first beat already, and the comparison shows it.
    @Test func aTreatedHeartIsComparedWithTheUntreatedOne() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-scenario-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        for (name, treatment) in [
            ("untreated", []), ("treated", ["--intervention", "inotropy(factor=0.7)"]),
        ] {
            let run = try ProgramRun(
                [
                    "simulate", "patients/ideal-biv.h5", "--maximum-beats", "1", "-q", "-o",
                    path + "/" + name,
                ] + treatment)
            #expect(run.status == 0, "\(run.errors)")
        }
        let compare = ["compare", path + "/untreated", path + "/treated"]
        let text = try ProgramRun(compare)
        #expect(text.status == 0, "\(text.output)\(text.errors)")
        #expect(text.output.contains("ideal-biv: inotropy(factor=0.7)"), "\(text.output)")
        let object = try ProgramRun(compare + ["--json"]).object()
        let deltas = try #require(object["deltas"] as? [[String: Any]])
        let stroke = try #require(deltas.first { $0["identifier"] as? String == "lvSVML" })
        #expect(try #require(stroke["change"] as? Double) < -3)
        let missing = try ProgramRun(["compare", path + "/nothing", path + "/treated"])
        #expect(missing.status == 66)
    }

    /// Bleeding on the level of the loop: pressure falls less and the heart beats faster with a reflex.
    @Test func theLoopAnswersWithAndWithoutItsReflex() throws {
        func change(_ identifier: String, _ options: [String]) throws -> Double {
            let document = try ProgramRun(
                [
                    "simulate", "patients/ideal-biv.h5", "--level", "loop", "--json", "--duration",
                    "60 s", "--intervention", "haemorrhage(volume=500 mL)",
                ] + options
            ).object()
            let metrics = try #require(document["metrics"] as? [[String: Any]])
            let metric = try #require(metrics.first { $0["id"] as? String == identifier })
            return try #require(metric["change"] as? Double)
        }
        let steered = try change("aorticMeanMmHg", [])
        let bare = try change("aorticMeanMmHg", ["--baroreflex", "off"])
        #expect(bare < steered && steered < -5, "\(bare) and \(steered) mmHg")
        #expect(try change("heartRatePerMin", []) > 3)
        #expect(abs(try change("heartRatePerMin", ["--baroreflex", "off"])) < 1e-6)
    }

    @Test func whatTheLoopDoesNotKnowIsSaid() throws {
        let run = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--level", "loop", "--intervention",
            "scale(target=wall.bulkModulus, by=2)",
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("knows nothing of wall.bulkModulus"), "\(run.output)")
        let wrong = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--level", "loop", "--duration", "60",
        ])
        #expect(wrong.status == 65, "\(wrong.errors)")
        let block = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--level", "loop", "--intervention",
            "bundle-branch-block(side=left)",
        ])
        #expect(block.output.contains("knows nothing of the activation lbbb"), "\(block.output)")
    }

    @Test(arguments: [
        ["--duration=-5 s"], ["--duration", "2 h"], ["--resume"], ["--events", "ndjson"],
    ])
    func whatTheLoopCannotDoIsRefused(options: [String]) throws {
        let run = try ProgramRun(
            ["simulate", "patients/ideal-biv.h5", "--level", "loop"] + options)
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    /// Treatments of one patient side by side, with a scenario file, a failed expectation and files.
    @Test func treatmentsAreComparedOnTheLoop() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-compare-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.path(percentEncoded: false)
        let output = path + "/compared"
        let run = try ProgramRun([
            "compare", "patients/ideal-biv.h5", "--intervention", "nitroprusside + leg-raise",
            "--scenario", "docs/examples/haemorrhage.toml", "--duration", "30 s", "-o", output,
        ])
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("[1] nitroprusside + leg-raise"), "\(run.output)")
        #expect(run.output.contains("[4] haemorrhage, volume 1000 mL"), "\(run.output)")
        #expect(run.output.contains("published -60 to -2 %: inside"), "\(run.output)")
        let table = try String(contentsOfFile: output + "/comparison.csv", encoding: .utf8)
        let strokes = table.split(separator: "\n").filter { $0.contains(",lvSVML,") }
            .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        #expect(strokes.count == 4)
        // The name of a sweep's treatment has a comma and stands in quotes: count from the end.
        let changes = strokes.compactMap { Double($0[$0.count - 5]) }
        #expect(changes.count == 4 && changes[1] > changes[2] && changes[2] > changes[3])
        let page = try String(contentsOfFile: output + "/comparison.html", encoding: .utf8)
        for section in ["expectations", "patient", "healthy", "beat", "doses", "matrix"] {
            #expect(page.contains("id=\"\(section)\""), "\(section)")
        }
        #expect(FileManager.default.fileExists(atPath: output + "/summary.json"))
    }

    @Test(arguments: [
        (["compare", "patients/ideal-biv.h5"], 64, "Nothing to compare"),
        (
            ["compare", "patients/ideal-biv.h5", "--intervention", "haemorhage(volume=1 L)"], 64,
            "did you mean \"haemorrhage\"?"
        ),
        (
            ["compare", "patients/ideal-biv.h5", "--intervention", "leg-raise", "--ensemble", "9"],
            65,
            "has no posterior"
        ),
        (["compare", "patients/ideal-biv.h5", "--scenario", "none.toml"], 66, "no such file"),
        (["compare", "a", "b", "--intervention", "leg-raise"], 64, "two results folders"),
        (
            [
                "simulate", "patients/ideal-biv.h5", "--scenario", "docs/examples/haemorrhage.toml",
                "--level", "loop",
            ], 64, "has a sweep"
        ),
        (["simulate", "patients/ideal-biv.h5", "--duration", "9 s"], 64, "--level loop"),
    ])
    func whatCannotBeComparedIsSaid(arguments: [String], status: Int, message: String) throws {
        let run = try ProgramRun(arguments)
        #expect(Int(run.status) == status, "\(run.status) \(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    /// A scenario file means the same as its interventions on the command line, on both levels.
    @Test func scenarioFilesStandForTheirInterventions() throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-\(UUID().uuidString).toml"
        ).path(percentEncoded: false)
        try """
        name = "bleeding"
        [[intervention]]
        name = "haemorrhage"
        volume = "500 mL"
        """.write(toFile: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: file) }
        let dry = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--scenario", file, "--dry-run", "--json",
        ]).object()
        #expect(dry["interventions"] as? [String] == ["haemorrhage(volume=500 mL)"])
        let loop = ["simulate", "patients/ideal-biv.h5", "--level", "loop", "--duration", "9 s"]
        let written = try ProgramRun(loop + ["--scenario", file])
        let typed = try ProgramRun(loop + ["--intervention", "haemorrhage(volume=500 mL)"])
        #expect(written.status == 0, "\(written.errors)")
        #expect(written.output == typed.output)
        #expect(try ProgramRun(["schema", "scenario"]).output.contains("[[intervention]]"))
    }
}
