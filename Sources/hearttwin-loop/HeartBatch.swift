import ArgumentParser
import Batch
import CommandLineSupport
import Comparisons
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities
import Reports
import Scenarios
import Storage

/// Runs of a patient's three-dimensional heart and its equally likely ones, untreated and treated: a batch of its own,
/// which goes on where it was stopped.
struct HeartBatch {
    let patient: String
    let treatments: [Scenario]
    /// Parameters given by hand, in the form of the command line.
    let overrides: [String]
    /// What starts the beats of the untreated heart.
    let activation: String
    /// Equally likely hearts beside the best one.
    let hearts: Int
    /// Most beats of a run; as `hearttwin batch` has it when nil.
    let maximumBeats: Int?
    /// Runs at a time; one for every processor when nil.
    let jobs: Int?
    let quiet: Bool

    /// Where runs go if nothing else is said.
    static func standardFolder(for patient: String) -> String {
        URL(filePath: patient).deletingPathExtension().lastPathComponent + ".compare"
    }

    /// Runs what is not there yet.
    ///
    /// - Throws: `ScenarioError` and others for input that cannot be run, before anything is; `ExitCode` where the batch
    ///   was stopped or could not begin, after its own message.
    func run(in path: String) throws -> BatchFolder {
        let text = try cohort()
        let file = path + "/compare.toml"
        if FileManager.default.fileExists(atPath: BatchFolder(path).plan),
            FileManager.default.contents(atPath: file) != Data(text.utf8)
        {
            throw ComparisonError.otherRuns(folder: path)
        }
        let folder = try RunFolder(creating: path)
        try TextFile.write(text, to: file)
        Interrupts.listen(quiet: true)
        let child = try ChildProcess(
            Companion.path("hearttwin-batch"),
            ["batch", file, "--output", path] + (jobs.map { ["--jobs", "\($0)"] } ?? [])
                + (quiet ? ["--quiet"] : []))
        var isStopping = false
        while true {
            if let end = child.end() {
                let batch = BatchFolder(path)
                // 3: some runs failed; the others are there.
                if end == .exit(0) || end == .exit(CommandExit.diverged) { return batch }
                if !FileManager.default.fileExists(atPath: batch.plan) {
                    unlink(file)
                    folder.abandon()
                }
                guard case .exit(let code) = end else { throw ExitCode(CommandExit.internalError) }
                throw ExitCode(code)
            }
            if Interrupts.stopRequested, !isStopping {
                child.send(SIGINT)
                isStopping = true
            }
            usleep(50_000)
        }
    }

    /// The cohort file of the batch, after everything that can be wrong with the treatments was looked at.
    private func cohort() throws -> String {
        let facts = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let given = try ParameterOverrides(overrides, environment: [:])
        if let law = given.choices.keys.sorted().first {
            throw ValidationError(
                "--set \(law)=\u{2026}: with --level heart laws are those of the file; hearttwin patient set writes them "
                    + "into one.")
        }
        if hearts > 0, facts.posterior == nil {
            throw ComparisonError.noPosterior(patient: facts.subject.identifier)
        }
        let plan = try ActivationProtocols.named(activation)
        for treatment in treatments {
            if let name = try treatment.loopOnly().first {
                throw ScenarioError.loopOnly(intervention: name)
            }
            _ = try PatientTreatment(
                of: facts, values: given.values, activation: plan, scenario: treatment)
        }
        var lines = [
            "# Made by hearttwin compare.", "[run]", "level = \"heart\"",
            "activation = \(Self.quoted(activation))",
        ]
        if let maximumBeats { lines.append("maximum_beats = \(maximumBeats)") }
        lines += [
            "[[patients]]",
            "files = [\(Self.quoted(URL(filePath: patient).standardizedFileURL.path))]",
        ]
        if hearts > 0 { lines.append("ensemble = \(hearts)") }
        for (name, treatment) in zip(Self.names(treatments), treatments) {
            let calls = treatment.interventions.map { Self.quoted($0.description) }
            lines += [
                "[[scenarios]]", "name = \(Self.quoted(name))",
                "interventions = [\(calls.joined(separator: ", "))]",
            ]
        }
        if !given.values.isEmpty { lines.append("[parameters]") }
        for (name, value) in given.values.sorted(by: { $0.key < $1.key }) {
            let unit = HeartParameters.card(name)?.unit ?? "1"
            let text = unit == "1" ? "\(value)" : Self.quoted("\(value) \(unit)")
            lines.append("\(Self.quoted(name)) = { values = [\(text)] }")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Names that tell the treatments apart: those of the interventions, with arguments where these alone differ.
    private static func names(_ treatments: [Scenario]) -> [String] {
        let short = treatments.map(\.name)
        return zip(treatments, short).map { treatment, name in
            short.count { $0 == name } == 1
                ? name : treatment.interventions.map(\.description).joined(separator: " + ")
        }
    }

    /// A text of TOML: its escapes are JSON's, but for the slash.
    private static func quoted(_ text: String) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return (try? String(decoding: encoder.encode(text), as: UTF8.self)) ?? "\"\""
    }
}
