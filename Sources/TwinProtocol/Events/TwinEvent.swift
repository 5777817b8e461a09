/// An event that was read and found well-formed: numbers in the unit of its signal.
public struct TwinEvent: Sendable, Equatable {
    /// Kinds of events; each has its own keys.
    public enum Kind: UInt8, Sendable, CaseIterable { case vital, parameter, intervention }

    /// How far its source trusts a value.
    public enum Quality: UInt8, Sendable, CaseIterable {
        /// As it should be.
        case good
        /// To be used with care: counted as half as precise by the estimator.
        case uncertain
        /// Not to be used; such events are rejected.
        case bad

        /// The word in an event.
        public var word: String { "\(self)" }
    }

    /// What it is.
    public var kind: Kind
    /// Place of its signal in the catalogue; −1 for an intervention.
    public var signal: Int
    /// The value; that of a waveform's last sample.
    public var value: Double
    /// When it was measured or decided, by the source's clock [ms since 1970 UTC].
    public var sourceTime: Int64
    /// Number of the event at its source, growing per signal.
    public var sequence: UInt64
    /// Which source: FNV-1a of its name.
    public var source: UInt64
    /// How good the value is.
    public var quality: Quality
    /// Over how long a parameter or intervention takes effect [ms].
    public var ramp: Double
    /// Samples of a waveform and the time between them [ms].
    public var samples: [Double]
    public var samplePeriod: Double
    /// An intervention as text, such as `haemorrhage(volume=500 mL)`.
    public var call: String

    /// Makes an event of numbers that are known to be possible.
    public init(
        kind: Kind, signal: Int, value: Double, sourceTime: Int64, sequence: UInt64, source: UInt64,
        quality: Quality = .good, ramp: Double = 0, samples: [Double] = [],
        samplePeriod: Double = 0,
        call: String = ""
    ) {
        self.kind = kind
        self.signal = signal
        self.value = value
        self.sourceTime = sourceTime
        self.sequence = sequence
        self.source = source
        self.quality = quality
        self.ramp = ramp
        self.samples = samples
        self.samplePeriod = samplePeriod
        self.call = call
    }
}
