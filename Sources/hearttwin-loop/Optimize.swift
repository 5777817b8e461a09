import LoopLevel
import ArgumentParser
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Reports
import ScenarioFiles
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
    var goal: String?

    @Flag(
        help:
            "Search the left lead's site among the seventeen segments of the patient's anatomy, and AV and VV delays, for dP/dt max and stroke volume, in the --activation given (lbbb)."
    )
    var leads = false

    @Flag(help: "With --leads: all combinations on the loop, not the more even half.")
    var exhaustive = false

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

    @Option(
        help:
            "What starts the beats of the untreated heart, with --ventricles walls or --leads; normal unless given, lbbb with --leads."
    )
    var activation: String?

    @OptionGroup var loop: LoopOptions

    @Option(
        name: .shortAndLong,
        help: "Folder for optimization.html, optimization.csv and summary.json."
    )
    var output: String?

    @OptionGroup var terminal: OutputOptions

    func validate() throws {
        guard leads != (goal != nil) else {
            throw ValidationError("Give --goal FILE, or --leads, which has its own.")
        }
        guard leads || !exhaustive else { throw ValidationError("--exhaustive is of --leads.") }
        guard !leads || (interventions.isEmpty && loop.define.isEmpty && loop.ensemble == 0) else {
            throw ValidationError(
                "--leads searches one heart's pacing: leave --intervention, --define and --ensemble out."
            )
        }
        guard !leads || loop.ventricles == nil || loop.ventricles == .walls else {
            throw ValidationError("--leads has ventricles of walls; leave --ventricles out.")
        }
        guard loop.ventricles != .emulator else {
            throw ValidationError(
                "--ventricles emulator is of simulate and compare; take elastance or walls.")
        }
        guard leads || activation == nil || loop.hasWalls else {
            throw ValidationError("--activation needs --ventricles walls, or --leads.")
        }
    }

    func run() throws {
        guard let path = goal else { return try searchLeads() }
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let goal = try OptimisationGoal(reading: path)
        let scenario = try VariedScenario(
            parsing: UserInterventions(reading: loop.define).expanded(
                goal.interventions + interventions))
        let facts = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let hearts = try hearts(of: facts, overrides)
        let settings = TrialSettings(
            reflex: loop.hasReflex, duration: try loop.time, walls: loop.hasWalls,
            activation: try ActivationProtocols.named(
                activation ?? ActivationProtocols.normal.identifier))
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
            provenance: try LoopProvenance(ofPatientIn: patient))
        if let folder {
            try TextFile.write(
                OptimisationPage(document).html, to: folder.path + "/optimization.html")
            try TextFile.write(document.table, to: folder.path + "/optimization.csv")
            try TextFile.write(JSONText.of(document), to: folder.summary)
        }
        try terminal.json ? Printing.json(document) : print(document.text)
    }

    /// Sites and delays of resynchronisation, on the anatomy and on the loop.
    private func searchLeads() throws {
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let plan = try ActivationProtocols.named(
            activation ?? ActivationProtocols.leftBundleBranchBlock.identifier)
        let patient = try Patient(reading: self.patient, knowing: Patient.catalogue)
        let parameters = try patient.heartParameters(
            overrides: overrides.values, choices: overrides.choices)
        var settings = LeadSearch.Settings(
            share: exhaustive ? 1 : 0.5, reflex: loop.baroreflex == .on)
        if loop.duration != nil { settings.duration = try loop.time }
        let folder = try output.map { try RunFolder(creating: $0) }
        let progress = Mutex(ProgressLine(quiet: terminal.quiet, verbose: terminal.verbose))
        let search: LeadSearch
        do {
            search = try LeadSearch(
                try patient.heartAnatomy(), parameters, activation: plan, settings: settings
            ) { share, words in progress.withLock { $0.update(share, words) } }
        } catch {
            folder?.abandon()
            throw error
        }
        progress.withLock { $0.finish() }
        let document = LeadDocument(
            search, patient: patient.subject.identifier, activation: plan.identifier,
            settings: settings,
            provenance: try LoopProvenance(ofPatientIn: self.patient))
        if let folder {
            try TextFile.write(LeadPage(document).html, to: folder.path + "/optimization.html")
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
