import Foundation
import Testing

/// `hearttwin calibrate` through the program, and what its file is good for.
@Suite(.enabled(if: ProgramRun.binary != nil, "HEARTTWIN_BINARY is not set"))
struct CalibrateCommandTests {
    private static let measurements = [
        "heart_rate=84 1/min", "systolic_pressure=150 mm[Hg] ± 6", "diastolic_pressure=90 mm[Hg]",
        "cardiac_output=4.2 L/min +- 0.3 L/min", "lv_ejection_fraction=45 %",
    ].flatMap { ["--measurement", $0] }

    @Test func aFittedPatientBeatsAsItWasMeasured() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "hearttwin-calibrate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "fitted.h5").path(percentEncoded: false)
        let found = try ProgramRun(
            [
                "calibrate", "patients/ideal-biv.h5", "-o", file, "--sets", "40", "--json",
                "--report", folder.appending(path: "page.html").path(percentEncoded: false),
            ] + Self.measurements
        ).object()
        let page = try String(
            contentsOf: folder.appending(path: "page.html"), encoding: .utf8)
        for part in ["measured", "factors", "pv-left", "pv-right", "predicted"] {
            #expect(page.contains("id=\"\(part)\""), "\(part) is missing")
        }
        #expect(!page.contains("http") && !page.contains("nan"))
        #expect(found["output"] as? String == file)
        let calibration = try #require(found["calibration"] as? [String: Any])
        let measured = try #require(calibration["measured"] as? [[String: Any]])
        #expect(measured.count == 4)
        let loop = try ProgramRun(["simulate", file, "--level", "loop", "--json"]).object()
        let metrics = try #require(loop["metrics"] as? [[String: Any]])
        func metric(_ name: String) -> Double? {
            metrics.first { $0["id"] as? String == name }?["untreated"] as? Double
        }
        for (name, identifier) in [
            ("systolic_pressure", "aorticSystolicMmHg"),
            ("cardiac_output", "cardiacOutputLPerMin"), ("lv_ejection_fraction", "lvEFPercent"),
        ] {
            let fitted = try #require(
                measured.first { $0["name"] as? String == name }?["fitted"] as? Double)
            let shown = try #require(metric(identifier))
            #expect(abs(shown / fitted - 1) < 0.01, "\(name): \(shown), fitted \(fitted)")
        }
        let treated = try ProgramRun([
            "simulate", file, "--level", "loop", "--ensemble", "8", "--duration", "20 s",
            "--intervention", "haemorrhage(volume=500 mL)", "--json",
        ]).object()
        #expect(treated["hearts"] as? Int == 8)
        let rows = try #require(treated["metrics"] as? [[String: Any]])
        let stroke = try #require(rows.first { $0["id"] as? String == "lvSVML" })
        let low = try #require(stroke["changeLow"] as? Double)
        let high = try #require(stroke["changeHigh"] as? Double)
        #expect(low < high && low < 0, "\(low) to \(high) mL")
        #expect(try #require(stroke["probabilityOfRise"] as? Double) < 0.5)
        let inspected = try ProgramRun(["inspect", file])
        #expect(inspected.status == 0, "\(inspected.errors)")
        #expect(inspected.output.contains("40 parameter sets of"), "\(inspected.output)")
    }

    @Test func badArgumentsAndMeasurementsAreRefused() throws {
        let cases: [([String], Int32, String)] = [
            (["--measurement", "systolic_presure=120 mm[Hg]"], 65, "did you mean"),
            (["--measurement", "systolic_pressure=120 mL"], 65, "systolic_pressure=120 mL"),
            (["--measurement", "systolic_pressure"], 64, "name=value"),
            (["--sets", "1"], 64, "2 to 100000"),
            (
                [
                    "--measurement", "systolic_pressure=80 mm[Hg]", "--measurement",
                    "diastolic_pressure=90 mm[Hg]",
                ], 65, "contradict each other"
            ),
            ([], 65, "no measurement that the loop can be fitted to"),
        ]
        for (arguments, status, words) in cases {
            let run = try ProgramRun(
                ["calibrate", "patients/ideal-biv.h5", "-o", "/nonexistent/p.h5"] + arguments)
            #expect(run.status == status, "\(arguments): \(run.status), \(run.errors)")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
        let unknown = try ProgramRun([
            "simulate", "patients/ideal-biv.h5", "--level", "loop", "--ensemble", "8",
        ])
        #expect(unknown.status == 65 && unknown.errors.contains("has no posterior"))
        let unwritable = try ProgramRun(
            [
                "calibrate", "patients/ideal-biv.h5", "-o", "/nonexistent/p.h5", "--sets", "2",
            ] + Self.measurements)
        #expect(unwritable.status == 73, "\(unwritable.errors)")
    }
}
