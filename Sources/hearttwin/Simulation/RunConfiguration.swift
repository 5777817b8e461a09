import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
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
    let activation: ActivationProtocol
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
    /// Number of the equally likely heart; nil for the best one.
    let member: Int?

    /// Puts overrides on top of a patient's parameters: command over environment over interventions over
    /// patient file over defaults.
    ///
    /// - Throws: `HeartModelError`, `QuantityError` and `ScenarioError` for values the cards do not
    ///   allow, `EnsembleError`.
    init(
        patientPath: String, patient: Patient, overrides: ParameterOverrides,
        activation: ActivationProtocol, scenario: Scenario?, member: Int? = nil,
        maximumBeats: Int, output: String
    ) throws {
        self.patientPath = patientPath
        self.patient = patient
        self.maximumBeats = maximumBeats
        self.output = output
        self.scenario = scenario
        self.member = member
        let treatment = try PatientTreatment(
            of: patient.facts, values: overrides.values, choices: overrides.choices,
            activation: activation, scenario: scenario, member: member)
        interventions = scenario?.interventions.map(\.description) ?? []
        self.activation = treatment.heart.activation
        let parameters = treatment.treated
        self.parameters = parameters
        let treated = Set(treatment.heart.changes.map(\.name))
        let drawn = Set(member == nil ? [] : patient.posterior?.names ?? [])
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
                    ? "intervention"
                    : drawn.contains(name)
                        ? "ensemble" : patient.parameters[name] == nil ? "default" : "patient")
            return RunProvenance.Setting(
                name: name, value: parameters.given[name] ?? card.defaultValue, unit: card.unit,
                source: source)
        }
    }

    /// Where the result of this run comes from; reads the patient file for its digest.
    func provenance() throws -> RunProvenance {
        let digest = try FileDigest.of(patientPath)
        return RunProvenance(
            version: Version.current, arguments: CommandLine.arguments,
            inputs: [RunProvenance.Input(path: patientPath, sha256: digest)],
            fingerprint: fingerprint(digest), activation: activation.identifier,
            interventions: interventions, member: member, maximumBeats: maximumBeats,
            models: models,
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
