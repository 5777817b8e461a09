/// A vital sign as monitors name it, with what a value of it may be.
public struct VitalCode: Sendable, Equatable {
    /// Reference identifier of ISO/IEEE 11073-10101, such as `MDC_ECG_HEART_RATE`.
    public var code: String
    /// One line for people.
    public var summary: String
    /// UCUM unit, the only one accepted.
    public var unit: String
    /// Values that a living patient and a working sensor can give; others are rejected.
    public var range: ClosedRange<Double>
    /// Change that two values may show however close they are in time.
    public var jump: Double
    /// Change per second that comes on top of ``jump`` [unit/s].
    public var rate: Double
    /// Whether it comes as chunks of a waveform.
    public var isWaveform: Bool

    /// Describes a vital sign.
    public init(
        _ code: String, _ summary: String, unit: String, range: ClosedRange<Double>, jump: Double,
        rate: Double, isWaveform: Bool = false
    ) {
        self.code = code
        self.summary = summary
        self.unit = unit
        self.range = range
        self.jump = jump
        self.rate = rate
        self.isWaveform = isWaveform
    }
}
