public import Quantities

/// A pressure or volume over time, as it was recorded.
public struct RecordedWaveform: Sendable, Equatable {
    /// Samples without which nothing is a wave.
    public static let fewestSamples = 2

    /// When each sample was taken [ms], increasing.
    public var time: [Double]
    /// The samples, in ``unit``.
    public var values: [Double]
    /// Unit as given.
    public var unit: Unit
    /// How it is known.
    public var kind: Measurement.Kind
    /// Where in the body: "radial artery", "LV".
    public var site: String?
    /// Device, study or citation.
    public var source: String?
    /// Standard deviation of one sample in ``unit``.
    public var uncertainty: Double?

    /// Makes a wave.
    ///
    /// - Parameters:
    ///   - time: [ms], increasing.
    ///   - values: as many, in `unit`.
    public init(
        time: [Double], values: [Double], unit: Unit, kind: Measurement.Kind,
        site: String? = nil, source: String? = nil, uncertainty: Double? = nil
    ) {
        self.time = time
        self.values = values
        self.unit = unit
        self.kind = kind
        self.site = site
        self.source = source
        self.uncertainty = uncertainty
    }
}
