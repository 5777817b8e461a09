import Circuits
import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import LoopLevel
import PatientModels
import Patients
import Quantities
import Reports
import Scenarios

/// The resolved inputs of a run: every number with the place it comes from.
struct RunConfiguration {
    let patientPath: String
    let patient: Patient
    let parameters: HeartParameters
    /// The parameters without interventions.
    let untreated: HeartParameters
    let activation: ActivationProtocol
    /// What interventions do to the closed loop beyond its parameters.
    let therapy: CircuitTherapy
    /// What was done to the patient, in the form of the command line.
    let interventions: [String]
    let maximumBeats: Int
    /// Folder of the results.
    let output: String
    /// Every parameter that something reads, sorted by name.
    let settings: [RunProvenance.Setting]
    /// Every choice of a law, sorted by name.
    let models: [RunProvenance.Model]
    /// What is done to the patient.
    let scenario: Scenario?
    private let overrides: ParameterOverrides
    private let protocolBefore: ActivationProtocol

    /// Puts overrides on top of a patient's parameters: command over environment over interventions over
    /// patient file over defaults.
    ///
    /// - Throws: `HeartModelError`, `QuantityError` and `ScenarioError` for values the cards do not
    ///   allow.
    init(
        patientPath: String, patient: Patient, overrides: ParameterOverrides,
        activation: ActivationProtocol, scenario: Scenario?, maximumBeats: Int, output: String
    ) throws {
        self.patientPath = patientPath
        self.patient = patient
        self.maximumBeats = maximumBeats
        self.output = output
        self.overrides = overrides
        self.scenario = scenario
        protocolBefore = activation
        let (untreated, parameters, heart) = try Self.resolve(
            try patient.heartParameters(choices: overrides.choices), overrides, activation,
            scenario)
        interventions = scenario?.interventions.map(\.description) ?? []
        self.activation = heart.activation
        therapy = heart.therapy
        self.parameters = parameters
        self.untreated = untreated
        let treated = Set(heart.changes.map(\.name))
        models = HeartChoices.all.map { choice in
            RunProvenance.Model(
                name: choice.name, identifier: parameters.choice(choice),
                source: overrides.sources[choice.name]
                    ?? (patient.models[choice.name] == nil ? "default" : "patient"))
        }
        settings = HeartParameters.names.compactMap { name in
            guard parameters.isInUse(name), let card = HeartParameters.card(name) else {
                return nil
            }
            let source =
                overrides.sources[name]
                ?? (treated.contains(name)
                    ? "intervention" : patient.parameters[name] == nil ? "default" : "patient")
            return RunProvenance.Setting(
                name: name, value: parameters.given[name] ?? card.defaultValue, unit: card.unit,
                source: source)
        }
    }

    /// A heart before and after the interventions, both with the overrides.
    private static func resolve(
        _ parameters: HeartParameters, _ overrides: ParameterOverrides,
        _ activation: ActivationProtocol, _ scenario: Scenario?
    ) throws -> (untreated: HeartParameters, treated: HeartParameters, heart: TreatedHeart) {
        var untreated = parameters
        var heart = TreatedHeart(parameters: untreated, activation: activation)
        try scenario?.apply(to: &heart)
        var treated = heart.parameters
        for (name, value) in overrides.values.sorted(by: { $0.key < $1.key }) {
            try treated.set(name, value)
            try untreated.set(name, value)
        }
        return (untreated, treated, heart)
    }

    /// Equally likely hearts of the patient, before and after the interventions: the first `count` sets of
    /// the posterior.
    ///
    /// - Throws: ``MissingPosterior`` for a patient without one, and as the initialiser.
    func ensemble(_ count: Int, walls: Bool) throws -> [LoopMember] {
        guard let posterior = patient.posterior else { throw MissingPosterior(path: patientPath) }
        return try (0..<min(count, posterior.samples.count)).map { set in
            let (untreated, treated, heart) = try Self.resolve(
                try patient.heartParameters(
                    of: posterior, set: set, choices: overrides.choices), overrides,
                protocolBefore, scenario)
            return LoopMember(
                untreated: untreated, treated: treated, therapy: heart.therapy,
                ventricles: ventricles(walls: walls))
        }
    }

    /// What the ventricles of the loop are.
    func ventricles(walls: Bool) -> LoopVentricles {
        walls ? .walls(before: protocolBefore, after: activation) : .elastance
    }

    /// Where the result of this run comes from; reads the patient file for its digest.
    func provenance() throws -> RunProvenance {
        let digest = try FileDigest.of(patientPath)
        return RunProvenance(
            version: Version.current, arguments: CommandLine.arguments,
            inputs: [RunProvenance.Input(path: patientPath, sha256: digest)],
            fingerprint: fingerprint(digest), activation: activation.identifier,
            interventions: interventions, maximumBeats: maximumBeats, models: models,
            configuration: settings)
    }

    /// 64 hexadecimal digits that change with anything the numbers depend on; the number of beats is
    /// not among it, so that a finished run can go on.
    private func fingerprint(_ patientDigest: String) -> String {
        let values = settings.map { "\($0.name)=\($0.value.bitPattern)" }.joined(separator: ";")
        let laws = models.map { "\($0.name)=\($0.identifier)" }.joined(separator: ";")
        let text = [
            Version.current, patientDigest, activation.identifier,
            interventions.joined(separator: ";"), laws, values,
        ].joined(separator: "|")
        return FileDigest.of(text: text)
    }
}

/// A patient without a posterior where its equally likely hearts are wanted.
struct MissingPosterior: CommandError {
    /// The patient file.
    var path: String

    /// The documented code.
    var exitCode: Int32 { CommandExit.badData }

    var description: String {
        "\(path) has no posterior to draw hearts from; make one with hearttwin calibrate, or leave "
            + "--ensemble out"
    }
}
