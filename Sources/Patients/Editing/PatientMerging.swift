import Geometry
import Numerics

/// Puts into one patient what another knows of the same person.
///
/// Numbers, waves, laws, parameters and texts are taken one by one; meshes, conduction system,
/// electrodes and an ensemble as wholes, and only where there are none. What both have and have
/// differently is a conflict.
public struct PatientMerging: Sendable {
    /// What to do about a conflict.
    public enum Preference: String, Sendable, CaseIterable {
        /// Keep what the first patient has.
        case first
        /// Take what the later patient has.
        case last
    }

    /// The patient so far.
    public private(set) var patient: Patient
    /// What was taken from others, by name.
    public private(set) var taken: [String] = []
    /// What patients have differently, by name: decided by the preference, or open without one.
    public private(set) var conflicts: [String] = []
    /// How conflicts are decided.
    public let preference: Preference?

    /// Starts from the patient whose anatomy is kept.
    public init(_ patient: Patient, preferring preference: Preference? = nil) {
        self.patient = patient
        self.preference = preference
    }

    /// Takes from another patient what is missing.
    public mutating func take(from other: Patient) {
        takeSubject(from: other.subject)
        takeEntries(\.measurements, other, "measurements")
        takeEntries(\.waveforms, other, "waveforms")
        takeEntries(\.models, other, "models")
        takeEntries(\.parameters, other, "parameters")
        takeEntries(\.calibrations, other, "calibrations")
        takeEntries(\.provenance, other, "provenance")
        takeGeometry(from: other)
        takeWhole(\.conduction, other, "conduction", absent: Conduction())
        takeWhole(\.electrodes, other, "electrodes", absent: [])
        takeWhole(\.posterior, other, "posterior", absent: nil)
    }

    private mutating func takeSubject(from other: Subject) {
        takeFact(\.ageYears, other, "age")
        takeFact(\.heightCm, other, "height")
        takeFact(\.weightKg, other, "weight")
        if patient.subject.sex == .unknown, other.sex != .unknown {
            patient.subject.sex = other.sex
            taken.append("subject.sex")
        } else if other.sex != .unknown, other.sex != patient.subject.sex,
            prefersOther("subject.sex")
        {
            patient.subject.sex = other.sex
        }
    }

    private mutating func takeFact(
        _ fact: WritableKeyPath<Subject, Double?>, _ other: Subject, _ name: String
    ) {
        guard let value = other[keyPath: fact], value != patient.subject[keyPath: fact] else {
            return
        }
        let label = "subject.\(name)"
        if patient.subject[keyPath: fact] == nil {
            taken.append(label)
        } else if !prefersOther(label) {
            return
        }
        patient.subject[keyPath: fact] = value
    }

    private mutating func takeEntries<Value: Equatable>(
        _ path: WritableKeyPath<Patient, [String: Value]>, _ other: Patient, _ part: String
    ) {
        for (name, value) in other[keyPath: path].sorted(by: { $0.key < $1.key }) {
            let label = "\(part).\(name)"
            let own = patient[keyPath: path][name]
            if own == value { continue }
            if own == nil {
                taken.append(label)
            } else if !prefersOther(label) {
                continue
            }
            patient[keyPath: path][name] = value
        }
    }

    private mutating func takeWhole<Value: Equatable>(
        _ path: WritableKeyPath<Patient, Value>, _ other: Patient, _ label: String, absent: Value
    ) {
        let value = other[keyPath: path]
        let own = patient[keyPath: path]
        guard value != absent, value != own else { return }
        if own == absent {
            taken.append(label)
        } else if !prefersOther(label) {
            return
        }
        patient[keyPath: path] = value
    }

    /// Fibres belong to the anatomy, the unloaded shape to the mechanics mesh: they are taken only
    /// with the same meshes.
    private mutating func takeGeometry(from other: Patient) {
        let hasSameAnatomy =
            other.anatomy.mesh.tets == patient.anatomy.mesh.tets
            && other.anatomy.mesh.points == patient.anatomy.mesh.points
        if patient.fibres == nil, let fibres = other.fibres, hasSameAnatomy {
            patient.fibres = fibres
            taken.append("fibres")
        }
        if patient.mechanicsMesh == nil, let mesh = other.mechanicsMesh {
            patient.mechanicsMesh = mesh
            taken.append("mechanics")
            patient.referenceState = other.referenceState
            if other.referenceState != nil { taken.append("reference") }
        } else if patient.referenceState == nil, let shape = other.referenceState,
            other.mechanicsMesh?.tets == patient.mechanicsMesh?.tets
        {
            patient.referenceState = shape
            taken.append("reference")
        }
    }

    private mutating func prefersOther(_ label: String) -> Bool {
        conflicts.append(label)
        return preference == .last
    }
}
