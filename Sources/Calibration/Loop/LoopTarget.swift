/// A measured or normal value that the fitted loop should show.
public struct LoopTarget: Sendable, Equatable {
    /// Name of a reading: a `HaemodynamicQuantity` in ``LoopFit``, an `AdultOutput` in ``LoopPosterior``.
    public var quantity: String
    /// Wanted value, in the unit of the quantity.
    public var value: Double
    /// Its standard deviation, same unit.
    public var deviation: Double

    /// Makes a target.
    public init(_ quantity: String, _ value: Double, deviation: Double) {
        self.quantity = quantity
        self.value = value
        self.deviation = deviation
    }
}
