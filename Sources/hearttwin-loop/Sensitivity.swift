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

/// `hearttwin sensitivity`: what a patient's numbers depend on.
struct Sensitivity: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what a patient's numbers, or a treatment's effects, depend on.",
        discussion: """
            Varies what a calibration leaves undecided (of a patient without one, usual parameters by 20 % \
            either way, blood volume by 5 %), or what --vary names, and every range of a dose such as \
            'dobutamine(dose=2..10 ug/kg/min)'. Reports Sobol' indices, the share of variance that an input \
            explains alone and together with others, and a tornado.
            """)

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(
        name: .customLong("intervention"),
        help: "An intervention, arguments by ranges where they vary; may be given several times.")
    var interventions: [String] = []

    @Option(
        help:
            "A parameter and its range, e.g. 'circulation.bloodVolume=4500..5500 mL', in place of the calibrated ones; may be given several times."
    )
    var vary: [String] = []

    @Option(
        name: .customLong("metric"),
        help: "Identifier of a number to explain; may be given several times.")
    var metrics: [String] = []

    @Flag(help: "Explain the numbers after the interventions, not their changes.")
    var after = false

    @Option(help: "Hearts in each set of the design; hearts in all are this times inputs and two.")
    var samples = 256

    @Option(help: "Start of the random numbers.")
    var seed: UInt64 = 1

    @Option(name: .customLong("set"), help: "Fix a parameter.")
    var overrides: [String] = []

    @Option(help: "What starts the beats of the untreated heart, with --ventricles walls.")
    var activation = ActivationProtocols.normal.identifier

    @OptionGroup var loop: LoopOptions

    @Option(
        name: .shortAndLong,
        help: "Folder for sensitivity.html, sensitivity.csv and summary.json.")
    var output: String?

    @OptionGroup var terminal: OutputOptions

    private static let mostSamples = 65_536

    func validate() throws {
        guard (8...Self.mostSamples).contains(samples) else {
            throw ValidationError("--samples \(samples): 8 to \(Self.mostSamples).")
        }
        guard loop.ensemble == 0 else {
            throw ValidationError("--ensemble is no option here: --samples says how many hearts.")
        }
        guard loop.ventricles != .emulator else {
            throw ValidationError(
                "--ventricles emulator is of simulate and compare; take elastance or walls.")
        }
        guard loop.hasWalls || activation == ActivationProtocols.normal.identifier else {
            throw ValidationError("--activation needs --ventricles walls.")
        }
    }

    func run() throws {
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let scenario = try VariedScenario(
            parsing: UserInterventions(reading: loop.define).expanded(interventions))
        let given = try vary.map { try UncertainInput(parsing: $0) }
        for (place, input) in given.enumerated() {
            guard !given[..<place].contains(where: { $0.name == input.name }) else {
                throw StudyError.badRange(
                    place: "--vary", text: input.name, reason: "is varied twice")
            }
            guard overrides.values[input.name] == nil else {
                throw StudyError.badRange(
                    place: "--vary", text: input.name,
                    reason: "is held by --set or the environment; leave one out")
            }
        }
        let facts = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let heart = try facts.heartParameters(
            overrides: overrides.values, choices: overrides.choices)
        var warnings: [String] = []
        let inputs = try given.isEmpty ? Self.inputs(of: facts, heart, &warnings) : given
        let settings = SensitivityStudy.Settings(
            trials: TrialSettings(
                reflex: loop.hasReflex, duration: try loop.time, walls: loop.hasWalls,
                activation: try ActivationProtocols.named(activation)),
            samples: samples, seed: seed,
            metrics: metrics.isEmpty ? SensitivityStudy.Settings.usual : metrics, changes: !after)
        let folder = try output.map { try RunFolder(creating: $0) }
        let progress = Mutex(ProgressLine(quiet: terminal.quiet, verbose: terminal.verbose))
        let study: SensitivityStudy
        do {
            study = try SensitivityStudy(
                of: heart, inputs: inputs, scenario: scenario, fixed: overrides.values,
                settings: settings
            ) { share in progress.withLock { $0.update(share, "hearts") } }
        } catch {
            folder?.abandon()
            throw error
        }
        progress.withLock { $0.finish() }
        let document = SensitivityDocument(
            study, patient: facts.subject.identifier, interventions: interventions,
            settings: settings, warnings: warnings,
            provenance: try LoopProvenance(ofPatientIn: patient))
        if let folder {
            try TextFile.write(
                SensitivityPage(document).html, to: folder.path + "/sensitivity.html")
            try TextFile.write(document.table, to: folder.path + "/sensitivity.csv")
            try TextFile.write(JSONText.of(document), to: folder.summary)
        }
        try terminal.json ? Printing.json(document) : print(document.text)
    }

    /// What a calibration leaves undecided; of a patient without one the usual parameters.
    private static func inputs(
        of facts: PatientFacts, _ heart: HeartParameters, _ warnings: inout [String]
    ) throws -> [UncertainInput] {
        guard let posterior = try UncertainInputs.posterior(of: facts) else {
            warnings.append(
                "the patient is not calibrated: usual parameters vary by 20 % either way, the blood volume by 5 %, an assumption"
            )
            return try UncertainInputs.assumed(around: heart)
        }
        if posterior.largestCorrelation >= 0.3 {
            warnings.append(
                String(
                    format:
                        "inputs of the posterior correlate (ranks by up to %.2f), and vary independently here",
                    posterior.largestCorrelation))
        }
        return posterior.inputs
    }
}
