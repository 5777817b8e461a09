import Calibration
import Electrophysiology
import Foundation
import HeartModel
import Patients
import Quantities
import Reports

/// The resolved inputs of a run: every number with the place it comes from.
struct RunConfiguration {
    let patientPath: String
    let patient: Patient
    let parameters: HeartParameters
    let activation: ActivationProtocol
    let maximumBeats: Int
    /// Folder of the results.
    let output: String
    /// Every parameter, sorted by name.
    let settings: [RunProvenance.Setting]

    /// Puts overrides on top of a patient's parameters: command over environment over patient file
    /// over defaults.
    ///
    /// - Throws: `HeartModelError` and `QuantityError` for values the cards do not allow.
    init(
        patientPath: String, patient: Patient, overrides: ParameterOverrides,
        activation: ActivationProtocol, maximumBeats: Int, output: String
    ) throws {
        self.patientPath = patientPath
        self.patient = patient
        self.activation = activation
        self.maximumBeats = maximumBeats
        self.output = output
        let parameters = try patient.heartParameters(overrides: overrides.values)
        self.parameters = parameters
        settings = HeartParameters.names.compactMap { name in
            guard let card = HeartParameters.card(name) else { return nil }
            let source =
                overrides.sources[name] ?? (patient.parameters[name] == nil ? "default" : "patient")
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
            maximumBeats: maximumBeats, configuration: settings)
    }

    /// 64 hexadecimal digits that change with anything the numbers depend on; the number of beats is
    /// not among it, so that a finished run can go on.
    private func fingerprint(_ patientDigest: String) -> String {
        let values = settings.map { "\($0.name)=\($0.value.bitPattern)" }.joined(separator: ";")
        let text = [Version.current, patientDigest, activation.identifier, values]
            .joined(separator: "|")
        return FileDigest.of(text: text)
    }
}
