public import Numerics
public import Quantities

/// A compartment without a pressure of its own: what surrounds it, a muscle or a space, presses alone.
public enum Cavity: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) { (0, 0) }

    public static let card = ModelCard(
        identifier: "cavity", summary: "Cavity whose walls are a muscle",
        source: "definition: no pressure of its own")
}
