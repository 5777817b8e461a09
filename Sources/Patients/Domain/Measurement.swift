public import Quantities

/// A number, or several, known about the patient.
public struct Measurement: Sendable, Equatable {
    /// How it is known.
    public enum Kind: String, Sendable, CaseIterable {
        /// Read from an instrument.
        case measured
        /// Computed from measurements.
        case derived
        /// A population mean.
        case population
        /// Result of a simulation.
        case simulated
    }

    /// Values in ``unit``; most measurements have one.
    public var values: [Double]
    /// Unit as given.
    public var unit: Unit
    /// How it is known.
    public var kind: Kind
    /// Where in the body: "radial artery", "LV".
    public var site: String?
    /// Device, study or citation.
    public var source: String?
    /// Standard deviation in ``unit``.
    public var uncertainty: Double?

    /// Makes a measurement.
    public init(
        _ values: [Double], unit: Unit, kind: Kind, site: String? = nil, source: String? = nil,
        uncertainty: Double? = nil
    ) {
        self.values = values
        self.unit = unit
        self.kind = kind
        self.site = site
        self.source = source
        self.uncertainty = uncertainty
    }

    /// Makes a measurement of one value.
    public init(
        _ quantity: Quantity, kind: Kind, site: String? = nil, source: String? = nil,
        uncertainty: Double? = nil
    ) {
        self.init(
            [quantity.value], unit: quantity.unit, kind: kind, site: site, source: source,
            uncertainty: uncertainty)
    }

    /// The values in internal units.
    public var internalValues: [Double] { values.map { unit.internalValue(of: $0) } }
}
