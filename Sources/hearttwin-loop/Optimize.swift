import ArgumentParser
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Reports
import Storage
import Studies
import Synchronization

/// `hearttwin optimize`: a treatment's arguments searched for an aim.
struct Optimize: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Search a treatment's arguments for an aim, within constraints.",
        discussion: """
            The aim is a TOML file (hearttwin schema goal): numbers to make large or small, and bounds to keep. \
            Arguments that vary are ranges, 'lvad(speed=8000..12000 1/min)', words, 'crt(lead=lateral|inferior)', \
            or "?" for all that is allowed. With --ensemble, means and shares are over equally likely hearts.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(help: "The goal file (TOML).", completion: .file(extensions: ["toml"]))
    var goal: String

    @Option(
        name: .customLong("intervention"),
        help:
            "An intervention with ranges, after those of the goal file; may be given several times."
    )
    var interventions: [String] = []

    @Option(help: "Start of the random numbers.")
    var seed: UInt64 = 1

    @Option(name: .customLong("set"), help: "Override a parameter, before and after.")
    var overrides: [String] = []

    @Option(help: "What starts the beats of the untreated heart, with --ventricles walls.")
    var activation = ActivationProtocols.normal.identifier

    @OptionGroup var loop: LoopOptions

    @Option(
        name: .shortAndLong,
        help: "Folder for optimization.html, optimization.csv and summary.json."
    )
    var output: String?

    @OptionGroup var terminal: OutputOptions

    func run() throws {
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let goal = try OptimisationGoal(reading: goal)
        let scenario = try VariedScenario(parsing: goal.interventions + interventions)
        let facts = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let hearts = try hearts(of: facts, overrides)
        let settings = TrialSettings(
            reflex: loop.hasReflex, duration: try loop.time, walls: loop.hasWalls,
            activation: try ActivationProtocols.named(activation))
        let folder = try output.map { try RunFolder(creating: $0) }
        let progress = Mutex(ProgressLine(quiet: terminal.quiet, verbose: terminal.verbose))
        let study: OptimisationStudy
        do {
            study = try OptimisationStudy(
                of: hearts, scenario: scenario, goal: goal, settings: settings, seed: seed
            ) { share in progress.withLock { $0.update(share, "treatments") } }
        } catch {
            folder?.abandon()
            throw error
        }
        progress.withLock { $0.finish() }
        let document = OptimisationDocument(
            study, patient: facts.subject.identifier, settings: settings, seed: seed,
            provenance: StudyProvenance(
                version: Version.current, arguments: CommandLine.arguments, patientFile: patient,
                sha256: try FileDigest.of(patient)))
        if let folder {
            try TextFile.write(
                OptimisationPage(document).html, to: folder.path + "/optimization.html")
            try TextFile.write(document.table, to: folder.path + "/optimization.csv")
            try TextFile.write(JSONText.of(document), to: folder.summary)
        }
        try terminal.json ? Printing.json(document) : print(document.text)
    }

    /// The best heart, or equally likely ones.
    private func hearts(
        of facts: PatientFacts, _ overrides: ParameterOverrides
    ) throws -> [HeartParameters] {
        guard loop.ensemble > 0 else {
            return [
                try facts.heartParameters(overrides: overrides.values, choices: overrides.choices)
            ]
        }
        guard let posterior = facts.posterior else {
            throw StudyError.noPosterior(patient: facts.subject.identifier)
        }
        return try (0..<min(loop.ensemble, posterior.samples.count)).map { set in
            var heart = try facts.heartParameters(
                of: posterior, set: set, choices: overrides.choices)
            for (name, value) in overrides.values.sorted(by: { $0.key < $1.key }) {
                try heart.set(name, value)
            }
            return heart
        }
    }
}
