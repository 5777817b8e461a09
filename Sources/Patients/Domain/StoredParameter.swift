public import Quantities

/// The value of a model parameter for one patient.
public struct StoredParameter: Sendable, Equatable {
    /// Value in ``unit``.
    public var value: Double
    /// Unit as given; of the dimension of the parameter's card.
    public var unit: Unit
    /// Bounds of a fit in ``unit``.
    public var bounds: ClosedRange<Double>?
    /// Standard deviation in ``unit``.
    public var standardDeviation: Double?
    /// Where the value comes from: citation, or the fit that gave it.
    public var provenance: String?

    /// Makes a parameter value.
    public init(
        _ value: Double, unit: Unit, bounds: ClosedRange<Double>? = nil,
        standardDeviation: Double? = nil, provenance: String? = nil
    ) {
        self.value = value
        self.unit = unit
        self.bounds = bounds
        self.standardDeviation = standardDeviation
        self.provenance = provenance
    }
}
