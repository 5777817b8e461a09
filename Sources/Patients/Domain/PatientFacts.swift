/// What a patient file says beside its meshes.
public struct PatientFacts: Sendable {
    /// Who.
    public var subject: Subject
    /// What was measured, by name.
    public var measurements: [String: Measurement]
    /// Laws of the model chosen for this patient: identifiers by what they describe.
    public var models: [String: String]
    /// Model parameters of this patient, by `module.name`.
    public var parameters: [String: StoredParameter]

    /// Collects facts.
    public init(
        subject: Subject, measurements: [String: Measurement] = [:],
        models: [String: String] = [:], parameters: [String: StoredParameter] = [:]
    ) {
        self.subject = subject
        self.measurements = measurements
        self.models = models
        self.parameters = parameters
    }
}
