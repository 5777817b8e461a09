import CommandLineSupport
import Electrophysiology
import Foundation
import HeartModel
import PatientModels
import Patients
import Quantities
import Reduction
import Reports
import Scenarios

/// The resolved inputs of a reduced run.
struct ReducedRequest {
    let path: String
    let patient: Patient
    let model: ReducedModel
    let parameters: HeartParameters
    let activation: ActivationProtocol
    let scenario: Scenario?
    let maximumBeats: Int
    let provenance: RunProvenance

    /// Reads the file and resolves as `simulate` does: command over environment over interventions over
    /// patient file over defaults.
    ///
    /// - Throws: errors of the file, the parameters and the interventions.
    init(
        path: String, overrides: [String], activation: String, interventions: [String],
        maximumBeats: Int
    ) throws {
        self.path = path
        self.maximumBeats = maximumBeats
        let patient = try Patient(reading: path, knowing: Patient.catalogue)
        self.patient = patient
        model = try ReducedModelFile.read(path, patient: patient)
        let given = try ParameterOverrides(
            overrides, environment: ProcessInfo.processInfo.environment)
        let scenario = try Scenario(calls: interventions)
        if let name = try scenario?.loopOnly().first {
            throw ScenarioError.loopOnly(intervention: name)
        }
        let treatment = try PatientTreatment(
            of: patient.facts, values: given.values, choices: given.choices,
            activation: try ActivationProtocols.named(activation), scenario: scenario)
        let parameters = treatment.treated
        self.parameters = parameters
        self.activation = treatment.heart.activation
        self.scenario = scenario
        let treated = Set(treatment.heart.changes.map(\.name))
        let models = HeartChoices.all.map {
            RunProvenance.Model(
                name: $0.name, identifier: parameters.choice($0),
                source: given.sources[$0.name]
                    ?? (patient.models[$0.name] == nil ? "default" : "patient"))
        }
        let settings = HeartParameters.names.compactMap { name -> RunProvenance.Setting? in
            guard parameters.isInUse(name), let card = HeartParameters.card(name) else {
                return nil
            }
            return RunProvenance.Setting(
                name: name, value: parameters.given[name] ?? card.defaultValue, unit: card.unit,
                source: given.sources[name]
                    ?? (treated.contains(name)
                        ? "intervention" : patient.parameters[name] == nil ? "default" : "patient"))
        }
        let digest = try FileDigest.of(path)
        let done = scenario?.interventions.map(\.description) ?? []
        let text = [
            Version.current, "reduced", digest, treatment.heart.activation.identifier,
            done.joined(separator: ";"),
            models.map { "\($0.name)=\($0.identifier)" }.joined(separator: ";"),
            settings.map { "\($0.name)=\($0.value.bitPattern)" }.joined(separator: ";"),
        ].joined(separator: "|")
        provenance = RunProvenance(
            version: Version.current, arguments: CommandLine.arguments,
            inputs: [RunProvenance.Input(path: path, sha256: digest)],
            fingerprint: FileDigest.of(text: text),
            activation: treatment.heart.activation.identifier, interventions: done,
            maximumBeats: maximumBeats, models: models, configuration: settings)
    }

    /// Why the request is outside the box; empty inside.
    func reasonsOutside() throws -> [String] {
        try model.box.reasonsOutside(parameters, activation: activation)
    }
}
