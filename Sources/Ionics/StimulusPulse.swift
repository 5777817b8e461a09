/// A rectangular current pulse.
public struct StimulusPulse: Sendable, Equatable {
    /// Depolarising current [µA/µF].
    public var amplitude: Double
    /// Duration [ms].
    public var duration: Double

    /// Describes a pulse.
    public init(amplitude: Double, duration: Double) {
        self.amplitude = amplitude
        self.duration = duration
    }
}
