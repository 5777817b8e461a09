public import Ionics

/// What the file does not say, or says wrongly.
public struct ImportOptions: Sendable {
    /// Name of the transmembrane voltage; found by label or name where nil.
    public var voltage: String?
    /// Name of the stimulus current; found by binding, label or name where nil.
    public var stimulus: String?
    /// Name of the free cytosolic calcium; found by label or name where nil.
    public var calcium: String?
    /// Accept equations whose units do not fit.
    public var ignoresUnits = false
    /// The pulse to pace with; the file's own where nil.
    public var pulse: StimulusPulse?
    /// How much finer than the standard ones the steps are when the cell is paced [1].
    public var refinement: Double?

    /// Everything as the file says.
    public init() {}
}
