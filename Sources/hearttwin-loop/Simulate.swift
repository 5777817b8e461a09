import ArgumentParser
import CommandLineSupport
import Comparisons
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import PatientModels
import Patients
import ScenarioFiles
import Scenarios

/// `hearttwin simulate --level loop`: the closed loop by itself, before and after interventions; and, for
/// every level, the reading of a scenario file.
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compute a patient's closed loop, before and after interventions.")

    @Argument(help: "The patient file.", completion: .file(extensions: ["h5"]))
    var patient: String

    @Option(name: .shortAndLong, help: "Results folder; none is written unless given.")
    var output: String?

    @Option(name: .customLong("set"), help: "Override a parameter.")
    var overrides: [String] = []

    @Option(help: "What starts a beat.")
    var activation = ActivationProtocols.normal.identifier

    @Option(name: .customLong("intervention"), help: "An intervention.")
    var interventions: [String] = []

    @Option(help: "A scenario file.")
    var scenario: String?

    @Option(help: "As for the program that calls this one, which passes on what it was given.")
    var level = "heart"

    @OptionGroup var loop: LoopOptions
    @OptionGroup var terminal: OutputOptions

    /// What the other program makes of the heart in three dimensions.
    @Option(help: .hidden)
    var maximumBeats: Int?
    @Flag(help: .hidden) var resume = false
    @Flag(help: .hidden) var dryRun = false
    @Option(help: .hidden) var member: Int?
    @Option(help: .hidden) var events: String?
    @Option(help: .hidden) var outside: String?
    @Option(help: .hidden) var acceptedError: String?
    @Option(help: .hidden) var every: String?
    @Option(help: .hidden) var fields: String?

    func run() throws {
        guard level == "loop" else { return try heart() }
        let scenario = try scenarioOfLoop()
        let overrides = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let plan = try ActivationProtocols.named(activation)
        let read = try PatientFacts(reading: patient, knowing: Patient.catalogue)
        let treatment = try PatientTreatment(
            of: read, values: overrides.values, choices: overrides.choices, activation: plan,
            scenario: scenario)
        let learned = try loop.storedEmulator(of: patient).map { LearnedVentricles($0) }
        let response = try LoopResponse(
            of: LoopMember(treatment, walls: loop.hasWalls, learned: learned),
            reflex: loop.hasReflex,
            duration: try loop.time)
        let normal = ActivationProtocols.normal.identifier
        let reached = treatment.heart.activation.identifier
        let report = LoopReport(
            patient: patient, interventions: scenario?.interventions.map(\.description) ?? [],
            baroreflex: loop.hasReflex,
            activation: loop.hasWalls || reached == normal ? nil : reached,
            surfaceAreaM2: read.subject.bodySurfaceAreaM2, response: response,
            ensemble: try ensemble(of: read, overrides, plan, scenario, learned))
        if let output { try report.write(to: output) }
        try terminal.json ? Printing.json(report.document) : print(report.text)
    }

    private func ensemble(
        of patient: PatientFacts, _ overrides: ParameterOverrides, _ plan: ActivationProtocol,
        _ scenario: Scenario?, _ learned: LearnedVentricles?
    ) throws -> EnsembleResponse? {
        guard loop.ensemble > 0 else { return nil }
        let hearts = try PatientTreatment.ensemble(
            of: patient, count: loop.ensemble, values: overrides.values,
            choices: overrides.choices, activation: plan, scenario: scenario)
        guard let hearts else { throw ComparisonError.noPosterior(patient: self.patient) }
        return EnsembleResponse(
            of: hearts.map { LoopMember($0, walls: loop.hasWalls, learned: learned) },
            reflex: loop.hasReflex,
            duration: try loop.time)
    }

    /// The calls of the command line after those of the file, as one scenario.
    private func scenarioOfLoop() throws -> Scenario? {
        let given = try Scenario(
            calls: UserInterventions(reading: loop.define).expanded(interventions).flatMap {
                $0.split(separator: " + ").map(String.init)
            })
        guard let file = try file() else { return given }
        return Scenario(
            name: file.name, interventions: file.interventions + (given?.interventions ?? []))
    }

    /// The scenario file; a sweep is not one treatment but several.
    private func file() throws -> ScenarioFile? {
        guard let scenario else { return nil }
        let file = try ScenarioFile(reading: scenario)
        guard file.sweep == nil else {
            throw ValidationError(
                "\(scenario) has a sweep, which hearttwin compare runs; simulate does one treatment."
            )
        }
        return file
    }

    /// Becomes hearttwin again, with the interventions of the file in its place.
    private func heart() throws {
        guard let file = try file() else {
            throw ValidationError("--level \(level) without a scenario is no task of this program.")
        }
        // Those of the file come first, as in the loop: their order is that in which they are done.
        var rest = file.interventions.flatMap { ["--intervention", $0.description] }
        var arguments = Array(CommandLine.arguments.dropFirst(2))
        while !arguments.isEmpty {
            let argument = arguments.removeFirst()
            if argument == "--scenario" {
                arguments = Array(arguments.dropFirst())
            } else if !argument.hasPrefix("--scenario=") {
                rest.append(argument)
            }
        }
        try Companion("hearttwin").become("simulate", rest)
    }
}
