/// What `summary.json` and `simulate --json` hold.
public struct RunSummary: Codable, Sendable {
    /// One number.
    public struct Number: Codable, Sendable {
        /// Identifier, unit at its end.
        public var identifier: String
        /// Name for people.
        public var name: String
        /// In ``unit``.
        public var value: Double
        /// Unit of ``value``.
        public var unit: String
        /// Normal range, where there is one.
        public var low: Double?
        /// Normal range, where there is one.
        public var high: Double?
        /// Whether the value lies in the range.
        public var inRange: Bool?
    }

    /// What one beat cost and how well it converged.
    public struct Convergence: Codable, Sendable {
        /// Number of the beat, from 1.
        public var beat: Int
        /// Accepted steps.
        public var steps: Int
        /// Steps repeated with half their length.
        public var rejectedSteps: Int
        /// Newton iterations.
        public var newtonIterations: Int
        /// Factorisations of the stiffness.
        public var factorisations: Int
        /// Largest relative out-of-balance force accepted [1].
        public var largestForceResidual: Double
        /// Largest volume difference accepted [mm³].
        public var largestVolumeResidualMm3: Double
        /// Largest relative change against the beat before [%], and of what.
        public var largestChangePercent: Double?
        public var changed: String?
    }

    /// Whose heart.
    public var patient: String
    /// One line about the subject: sex, age, heart rate; nil in runs of versions before it was written.
    public var subject: String?
    /// False when the run was stopped before its end.
    public var completed: Bool
    /// True when the last beat repeats the one before it.
    public var periodic: Bool
    /// Beats computed.
    public var beats: Int
    /// Largest relative change of each beat against the one before [%].
    public var largestChangePercent: [Double]
    /// What each beat cost and how well it converged.
    public var convergence: [Convergence]
    /// The numbers of the last beat.
    public var numbers: [Number]
    /// The segments of the left ventricle over the last beat; empty without motion or septum.
    public var segments: [Segment]
    /// What the reader has to know.
    public var warnings: [String]
    /// Wall time of the beats this process computed divided by their number [s]; 0 when it computed
    /// none.
    public var secondsPerBeat: Double
    /// Heart time per wall time while beating [1]; 0 when no beat was computed.
    public var realTimeFactor: Double
    /// Wall time of the whole run [s].
    public var wallSeconds: Double
    /// Processor time of the whole run [s].
    public var cpuSeconds: Double
    /// Steps, iterations, factorisations, rejected steps of all beats.
    public var steps: Int
    public var newtonIterations: Int
    public var factorisations: Int
    public var rejectedSteps: Int
    /// Largest relative change of the blood volume over a beat [1].
    public var bloodVolumeDrift: Double
    /// Cavity volumes at the imaged pressures [mL]: left, right.
    public var imagedVolumesML: [Double]
    /// Largest distance of the heart in equilibrium at the imaged pressures from the image [mm].
    public var imageDistanceMm: Double
    /// Name and value pairs: version, command, hashes.
    public var provenance: [String: String]

    /// The number with an identifier.
    public func number(_ identifier: String) -> Double? {
        numbers.first { $0.identifier == identifier }?.value
    }
}
