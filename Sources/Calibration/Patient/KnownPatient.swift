public import Patients
import Quantities

/// What a calibration of the closed loop reads of a patient.
public struct KnownPatient: Sendable {
    /// What was measured, by name.
    public var measurements: [String: Measurement]
    /// Recorded pressures and volumes over time.
    public var waves: [MeasuredWave] = []
    /// What is left out, one sentence each.
    public var notes: [String] = []
    /// Parameters that are known, by their full names.
    public var parameters: [String: StoredParameter]
    /// Surface of the body [m²], where height and weight are known.
    public var bodySurfaceAreaM2: Double?
    /// Whether a pericardium that has grown to the heart presses on it.
    public var hasPericardium: Bool

    /// Describes a patient.
    public init(
        measurements: [String: Measurement], parameters: [String: StoredParameter] = [:],
        bodySurfaceAreaM2: Double? = nil, hasPericardium: Bool = false
    ) {
        self.measurements = measurements
        self.parameters = parameters
        self.bodySurfaceAreaM2 = bodySurfaceAreaM2
        self.hasPericardium = hasPericardium
    }

    /// What a patient file says, its recorded waves among it.
    ///
    /// - Throws: ``CalibrationError/measurement(name:problem:)`` for a wave that cannot be used.
    public init(_ patient: Patient, hasPericardium: Bool = false) throws {
        self.init(
            measurements: patient.measurements, parameters: patient.parameters,
            bodySurfaceAreaM2: patient.subject.bodySurfaceAreaM2, hasPericardium: hasPericardium)
        for (name, recorded) in patient.waveforms.sorted(by: { $0.key < $1.key }) {
            guard let kind = MeasuredWave.Kind(rawValue: name) else {
                let known = MeasuredWave.Kind.allCases.map(\.rawValue)
                notes.append(
                    "the wave \(name) is not used\(Spelling.suggestion(for: name, among: known)); "
                        + "usable are \(known.joined(separator: ", "))")
                continue
            }
            waves.append(try MeasuredWave(kind, recorded))
        }
    }
}
