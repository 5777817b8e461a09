public import Fibres
public import Geometry

/// One patient: anatomy, conduction system, measurements and parameters of one heart.
///
/// What is absent is `nil` or empty; the model then uses the documented population default, which
/// ``PatientInspection`` lists. Lengths in mm, times in ms; measurements and parameters keep the
/// unit they were given in.
public struct Patient: Sendable {
    /// Who.
    public var subject: Subject
    /// The ventricular wall on linear tetrahedra: the electrical mesh.
    public var anatomy: VentricularAnatomy
    /// Fibre and sheet direction in each tetrahedron of the anatomy, where measured or prescribed.
    public var fibres: [FibreFrame]?
    /// The openings of the ventricles in the anatomy's boundary.
    public var valveRims: [ValveRim]
    /// The quadratic mesh for the mechanics.
    public var mechanicsMesh: QuadraticTetMesh?
    /// Where activation enters the muscle.
    public var conduction: Conduction
    /// Positions of the surface ECG's electrodes.
    public var electrodes: [Electrode]
    /// What was measured, by name.
    public var measurements: [String: Measurement]
    /// Pressures and volumes over time, by name.
    public var waveforms: [String: RecordedWaveform]
    /// Laws of the model chosen for this patient: identifiers by what they describe.
    public var models: [String: String]
    /// Model parameters of this patient, by `module.name`.
    public var parameters: [String: StoredParameter]
    /// The unloaded shape of the mechanics mesh.
    public var referenceState: ReferenceState?
    /// What a calibration leaves undecided of the parameters.
    public var posterior: PosteriorEnsemble?
    /// What calibrations found, by fit: `loop`, `heart`.
    public var calibrations: [String: CalibrationRecord]
    /// Where the data come from: free texts by name ("source", "licence", "created").
    public var provenance: [String: String]
    /// What the file holds beyond the schema; written back unchanged.
    public var extras: PatientExtras?

    /// Makes a patient from a subject and an anatomy; everything else may be added.
    public init(
        subject: Subject, anatomy: VentricularAnatomy, fibres: [FibreFrame]? = nil,
        valveRims: [ValveRim] = [], mechanicsMesh: QuadraticTetMesh? = nil,
        conduction: Conduction = Conduction(), electrodes: [Electrode] = [],
        measurements: [String: Measurement] = [:],
        waveforms: [String: RecordedWaveform] = [:], models: [String: String] = [:],
        parameters: [String: StoredParameter] = [:],
        referenceState: ReferenceState? = nil, posterior: PosteriorEnsemble? = nil,
        calibrations: [String: CalibrationRecord] = [:],
        provenance: [String: String] = [:]
    ) {
        self.subject = subject
        self.anatomy = anatomy
        self.fibres = fibres
        self.valveRims = valveRims
        self.mechanicsMesh = mechanicsMesh
        self.conduction = conduction
        self.electrodes = electrodes
        self.measurements = measurements
        self.waveforms = waveforms
        self.models = models
        self.parameters = parameters
        self.referenceState = referenceState
        self.posterior = posterior
        self.calibrations = calibrations
        self.provenance = provenance
    }
}
