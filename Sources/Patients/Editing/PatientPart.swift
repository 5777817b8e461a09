/// A part of a patient file that can be left out: of another heart, or of a file to be shared.
public enum PatientPart: String, Sendable, CaseIterable {
    /// Sex, age, height and weight; not the identifier.
    case demography
    case fibres
    case mechanics
    case conduction
    case electrodes
    case measurements
    case waveforms
    case models
    case parameters
    case reference
    case posterior
    case calibrations
    case provenance
    case extras

    /// What it is, for people.
    public var summary: String {
        switch self {
        case .demography: "sex, age, height and weight"
        case .fibres: "prescribed fibre and sheet directions"
        case .mechanics: "the quadratic mesh, and the unloaded shape that belongs to it"
        case .conduction: "trees and root sites of the conduction system"
        case .electrodes: "positions of the electrodes"
        case .measurements: "measured numbers"
        case .waveforms: "recorded waves"
        case .models: "chosen laws"
        case .parameters: "parameters of this patient"
        case .reference: "the unloaded shape"
        case .posterior: "the ensemble of a calibration"
        case .calibrations: "what calibrations found"
        case .provenance: "where the data come from"
        case .extras: "what other programs put into the file"
        }
    }

    /// True when a patient has something of the part.
    public func isPresent(in patient: Patient) -> Bool {
        switch self {
        case .demography:
            patient.subject != Subject(identifier: patient.subject.identifier)
        case .fibres: patient.fibres != nil
        case .mechanics: patient.mechanicsMesh != nil
        case .conduction: patient.conduction != Conduction()
        case .electrodes: !patient.electrodes.isEmpty
        case .measurements: !patient.measurements.isEmpty
        case .waveforms: !patient.waveforms.isEmpty
        case .models: !patient.models.isEmpty
        case .parameters: !patient.parameters.isEmpty
        case .reference: patient.referenceState != nil
        case .posterior: patient.posterior != nil
        case .calibrations: !patient.calibrations.isEmpty
        case .provenance: !patient.provenance.isEmpty
        case .extras:
            patient.extras.map { !$0.objects.isEmpty || !$0.attributes.isEmpty } ?? false
        }
    }

    /// Takes the part out of a patient.
    public func remove(from patient: inout Patient) {
        switch self {
        case .demography: patient.subject = Subject(identifier: patient.subject.identifier)
        case .fibres: patient.fibres = nil
        case .mechanics:
            patient.mechanicsMesh = nil
            patient.referenceState = nil
        case .conduction: patient.conduction = Conduction()
        case .electrodes: patient.electrodes = []
        case .measurements: patient.measurements = [:]
        case .waveforms: patient.waveforms = [:]
        case .models: patient.models = [:]
        case .parameters: patient.parameters = [:]
        case .reference: patient.referenceState = nil
        case .posterior: patient.posterior = nil
        case .calibrations: patient.calibrations = [:]
        case .provenance: patient.provenance = [:]
        case .extras: patient.extras = nil
        }
    }
}
