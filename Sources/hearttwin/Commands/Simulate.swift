import ArgumentParser
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities
import Reports
import Scenarios

/// `hearttwin simulate`: one patient's heart, beat after beat until nothing changes.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute a patient's heart, beat after beat until nothing changes.",
        discussion: """
            Writes a folder with result.vtkhdf (ParaView), result.xdmf (ParaView before 5.12), \
            traces.csv, ecg.csv, strain.csv, summary.json, emulator.json, report.html and checkpoint.h5.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(name: .shortAndLong, help: "Results folder; default: the patient's name with .run.")
    var output: String?

    @Option(
        name: .customLong("set"),
        help:
            "Override a parameter (section.name=value with unit, e.g. 'circulation.heartRate=60 1/min') or a law (contraction=rdq20-mf)."
    )
    var overrides: [String] = []

    @Option(help: "Most beats to compute.")
    var maximumBeats = 20

    @Option(help: "What starts a beat; --activation list shows the choices.")
    var activation = "normal"

    @Option(
        name: .customLong("intervention"),
        help:
            "An intervention, e.g. 'haemorrhage(volume=500 mL)'; hearttwin interventions lists all."
    )
    var interventions: [String] = []

    @Option(
        help:
            "Level heart: one of the equally likely hearts of a calibrated patient by its number, from 1; the best one unless given."
    )
    var member: Int?

    @Option(
        help: ArgumentHelp(
            "A scenario file (TOML); hearttwin schema scenario shows the format.",
            valueName: "file"))
    var scenario: String?

    @Option(
        help:
            "heart: three-dimensional walls; reduced: the same by a model in few coordinates that hearttwin reduce has made; loop: elastances in the closed loop, in milliseconds, with the answer to interventions."
    )
    var level: Level = .heart

    @Option(
        help:
            "Level reduced: what is done outside of what the model was trained on, full order or an error; full unless given."
    )
    var outside: Outside?

    @Option(
        help:
            "Level reduced: expected error of the motion up to which an answer is given [%]; 2 unless given."
    )
    var acceptedError: Double?

    /// What is done with requests that a reduced model cannot answer.
    enum Outside: String, ExpressibleByArgument, CaseIterable { case full, refuse }

    @OptionGroup var loop: LoopOptions

    /// Levels of detail.
    enum Level: String, ExpressibleByArgument, CaseIterable { case heart, reduced, loop }

    @Flag(help: "Continue an interrupted run from its checkpoint.")
    var resume = false

    @Flag(help: "Only show what would be computed.")
    var dryRun = false

    @Option(help: "Stream of progress on standard output: ndjson.")
    var events: EventStream = .none

    @OptionGroup var motion: MotionOptions

    @OptionGroup var terminal: OutputOptions

    /// Forms of the progress stream.
    enum EventStream: String, ExpressibleByArgument, CaseIterable {
        case none
        case ndjson
    }

    func validate() throws {
        guard maximumBeats >= 1 else {
            throw ValidationError("--maximum-beats must be at least 1.")
        }
        guard level == .heart || (!resume && events == .none) else {
            throw ValidationError(
                "--level \(level.rawValue) ends in a moment: there is nothing to resume and no stream of events."
            )
        }
        guard level == .reduced || (outside == nil && acceptedError == nil) else {
            throw ValidationError(
                "--outside and --accepted-error are of --level reduced; add it, or leave them out.")
        }
        guard level == .heart || member == nil else {
            throw ValidationError(
                "--member is of --level heart; --level loop takes --ensemble.")
        }
        guard level != .loop || !motion.isGiven else {
            throw ValidationError(
                "--every and --fields are about the moving wall, which --level loop does not have.")
        }
        guard level == .loop || !loop.isGiven else {
            throw ValidationError(
                "--baroreflex, --define, --duration, --ensemble and --ventricles are of --level loop; add it, or leave them out."
            )
        }
        guard events == .none || !terminal.json else {
            throw ValidationError(
                "--events and --json both write to standard output: the last event holds the object "
                    + "of --json; leave --json out.")
        }
    }

    func run() throws {
        if activation == "list" {
            for plan in ActivationProtocols.all { print("\(plan.identifier)  \(plan.summary)") }
            return
        }
        if scenario != nil || (level == .loop && !dryRun) {
            // That program reads scenario files; for the heart it comes back with their interventions.
            try Companion("hearttwin-loop").become("simulate", CommandLine.arguments.dropFirst(2))
        }
        if level == .reduced && !dryRun {
            try Companion("hearttwin-reduce").become("simulate", CommandLine.arguments.dropFirst(2))
        }
        let motion = try motion.output
        let configuration = try configuration()
        if dryRun { return try DryRun(configuration).show(json: terminal.json) }
        if let name = try configuration.scenario?.loopOnly().first {
            throw ScenarioError.loopOnly(intervention: name)
        }
        let folder =
            try resume
            ? RunFolder(resuming: configuration.output) : RunFolder(creating: configuration.output)
        let outcome = try SimulationJob(
            configuration: configuration, folder: folder, motion: motion, resume: resume,
            events: RunEvents(enabled: events == .ndjson), progress: terminal.progress()
        ).run()
        if terminal.json {
            try Printing.json(outcome.summary)
        } else if events == .none {
            if let sketch = outcome.sketch, RunSketch.isWanted { print(sketch.text()) }
            print(SummaryText(outcome.summary, folder: folder).text)
        }
        if outcome.interrupted { throw ExitCode(CommandExit.retry) }
    }

    private func configuration() throws -> RunConfiguration {
        guard let plan = ActivationProtocols.all.first(where: { $0.identifier == activation })
        else {
            let known = ActivationProtocols.all.map(\.identifier)
            throw ValidationError(
                "There is no activation \"\(activation)\""
                    + Spelling.suggestion(for: activation, among: known) + ".")
        }
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let scenario = try Scenario(calls: interventions)
        let name = URL(filePath: patient).deletingPathExtension().lastPathComponent
        let words = [scenario?.folderName, member.map { "member-\($0)" }].compactMap { $0 }
        return try RunConfiguration(
            patientPath: patient,
            patient: try Patient(reading: patient, knowing: Patient.catalogue),
            overrides: overrides, activation: plan, scenario: scenario, member: member,
            maximumBeats: maximumBeats,
            output: output ?? ([name] + words).joined(separator: "-") + ".run")
    }
}
