import Circulation
public import Numerics
public import Quantities

/// Vessels inside the wall of a ventricle: elastic, and squeezed while the wall contracts.
///
/// ```
/// p = (V − V0)/C + e(t)·P
/// ```
///
/// - `e`: double-cosine contraction as of a chamber, ``ContractionWindow``; `P`: what the contracting wall adds
///   at its strongest.
///
/// The pressure of the wall is given, not taken from the ventricle's pressure: flow is impeded by contraction itself
/// nearly whatever the pressure in the ventricle, the concept of time-varying elastance of Krams et al., *Am. J.
/// Physiol.* 257 (1989) H1471–H1479, doi:10.1152/ajpheart.1989.257.5.H1471 (from memory, not read).
public enum IntramyocardialVessel: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let elastance = 1 / p[0]
        return ((volume - p[1]) * elastance + activation * p[2], elastance)
    }

    @inline(__always)
    public static func contraction<Real: RealLanes>(
        cycle: Real, _ p: LawParameters<Real>
    ) -> ContractionWindow<Real> {
        .scaled(
            onset: p[3], contraction: p[4], relaxation: p[5], exponent: p[6], riseSkew: p[7],
            cycle: cycle)
    }

    public static let card = ModelCard(
        identifier: "intramyocardial-vessel", summary: "Vessels squeezed by the wall around them",
        source: source,
        parameters: [
            ParameterCard(
                "compliance", "Compliance C", unit: "mL/mmHg", default: 0.1, range: 1e-4...10,
                source: "assumed"),
            ParameterCard(
                "unstressedVolume", "Unstressed volume V0", unit: "mL", default: 5,
                range: 0...200, source: "assumed"),
            ParameterCard(
                "tissuePressure", "Pressure of the contracting wall P", unit: "mmHg", default: 80,
                range: 0...400,
                source: "assumed: mean over the wall, two thirds of the ventricle's pressure"),
        ]
            + ContractionCards.cards(
                onset: 10, contraction: 399.8, relaxation: 157, exponent: 0.5, riseSkew: 0.5108,
                source: "as the left ventricle of the healthy adult"))

    private static let source =
        "Krams et al. 1989, doi:10.1152/ajpheart.1989.257.5.H1471 (concept; from memory, not read)"
}
