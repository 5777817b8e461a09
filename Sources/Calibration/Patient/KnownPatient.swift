public import Patients

/// What a calibration of the closed loop reads of a patient.
public struct KnownPatient: Sendable {
    /// What was measured, by name.
    public var measurements: [String: Measurement]
    /// Parameters that are known, by their full names.
    public var parameters: [String: StoredParameter]
    /// Surface of the body [m²], where height and weight are known.
    public var bodySurfaceAreaM2: Double?

    /// Describes a patient.
    public init(
        measurements: [String: Measurement], parameters: [String: StoredParameter] = [:],
        bodySurfaceAreaM2: Double? = nil
    ) {
        self.measurements = measurements
        self.parameters = parameters
        self.bodySurfaceAreaM2 = bodySurfaceAreaM2
    }

    /// What a patient file says.
    public init(_ patient: Patient) {
        self.init(
            measurements: patient.measurements, parameters: patient.parameters,
            bodySurfaceAreaM2: patient.subject.bodySurfaceAreaM2)
    }
}
