public import Numerics
public import Quantities

/// Reservoir at a given pressure, however much it holds: an infusion, a drain, a prescribed ventricle.
///
/// Its volume is a meter: what it has given and taken since the start. It may become negative.
public enum Reservoir: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) { (p[0], 0) }

    public static let card = ModelCard(
        identifier: "reservoir", summary: "Reservoir at a given pressure", source: source,
        parameters: [
            ParameterCard(
                "pressure", "Pressure above that of the air", unit: "mmHg", default: 0,
                range: -500...1000, source: source)
        ])

    private static let source = "definition: ideal source of pressure"
}
