import CommandLineSupport
import Foundation

/// The programs of hearttwin that are built here, and what builds the others.
enum InstalledPrograms {
    /// What each program beside hearttwin is for.
    static let companions: [(name: String, commands: String)] = [
        ("hearttwin-batch", "batch, cohort"), ("hearttwin-calibrate", "calibrate"),
        ("hearttwin-cell", "cell"), ("hearttwin-circuit", "circuit"),
        ("hearttwin-live", "live, replay, schema event"),
        (
            "hearttwin-loop",
            "compare, sensitivity, optimize, fmu, simulate --level loop and --scenario"
        ),
        ("hearttwin-mesh", "mesh"), ("hearttwin-patient", "patient, inspect, schema, unload"),
        ("hearttwin-plot", "plot, report"),
        ("hearttwin-reduce", "reduce, simulate --level reduced"),
        ("hearttwin-tissue", "tune-cv"),
        ("hearttwin-validate", "validate, credibility"),
    ]

    static func findings() -> [Finding] {
        let group = "hearttwin \(Version.current)"
        let main = Companion.path("hearttwin")
        let isBuilt = FileManager.default.isExecutableFile(atPath: main)
        var findings = [
            isBuilt
                ? Finding(group: group, name: "hearttwin", value: main)
                : Finding(
                    group: group, name: "hearttwin", value: "not built", verdict: .missing,
                    advice: "\(main) is not there; scripts/hearttwin builds it")
        ]
        let absent = companions.filter {
            !FileManager.default.isExecutableFile(atPath: Companion.path($0.name))
        }
        let compiler = compiler(group)
        findings.append(
            Finding(
                group: group, name: "programs beside it",
                value: "\(companions.count - absent.count) of \(companions.count)",
                verdict: absent.isEmpty ? .fine : compiler.verdict == .fine ? .note : .missing,
                advice: absent.isEmpty
                    ? ""
                    : "not built: "
                        + absent.map { "\($0.name) (\($0.commands))" }.joined(
                            separator: ", ")
                        + "; scripts/hearttwin builds them when first asked for"))
        return findings + [compiler]
    }

    /// The Swift compiler, which a checkout needs and a release does not.
    private static func compiler(_ group: String) -> Finding {
        guard let path = ProgramPath.find("swift") else {
            return Finding(
                group: group, name: "Swift compiler", value: "none on PATH", verdict: .note,
                advice: "only needed to build: Swift 6.3 from https://www.swift.org/install/linux/")
        }
        let words = ProgramSearch.output(of: path, ["--version"]).map {
            String(decoding: $0, as: UTF8.self)
        }
        let version = words?.split(separator: "\n").first { $0.contains("Swift version") }
        return Finding(
            group: group, name: "Swift compiler", value: version.map(String.init) ?? path)
    }
}
