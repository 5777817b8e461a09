import Circulation
public import Numerics
public import Quantities

/// Chamber with a linear end-systolic and an exponential end-diastolic pressure–volume relation.
///
/// ```
/// p = e(t)·Ees·(V − V0) + (1 − e(t))·A·(exp(B·(V − Vp)) − 1)
/// ```
///
/// Differences from the source as in ``ChamberExponential``: two intercepts, double-cosine
/// activation, and a tangent above an exponent of 40.
///
/// Source: Santamore & Burkhoff, *Am. J. Physiol.* 260 (1991) H146–H157,
/// doi:10.1152/ajpheart.1991.260.1.H146, equations (1)–(4).
public enum ExponentialChamber: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let exponent = p[3] * (volume - p[4])
        let capped = Real.smaller(exponent, 40)
        let power = Real.exp(capped)
        let passive = p[2] * (power * (1 + exponent - capped) - 1)
        let relaxed = 1 - activation
        return (
            activation * p[0] * (volume - p[1]) + relaxed * passive,
            activation * p[0] + relaxed * p[2] * p[3] * power
        )
    }

    @inline(__always)
    public static func contraction<Real: RealLanes>(
        cycle: Real, _ p: LawParameters<Real>
    ) -> ContractionWindow<Real> {
        .scaled(
            onset: p[5], contraction: p[6], relaxation: p[7], exponent: p[8], riseSkew: p[9],
            cycle: cycle)
    }

    public static let card = ModelCard(
        identifier: "exponential-chamber",
        summary: "Chamber with linear end-systolic and exponential end-diastolic relation",
        source: source,
        parameters: ChamberExponential.card.parameters.prefix(5)
            + ContractionCards.cards(
                onset: 0, contraction: 300, relaxation: 150, exponent: 0.5, source: source))

    private static let source =
        "Santamore & Burkhoff 1991, doi:10.1152/ajpheart.1991.260.1.H146 (left ventricle)"
}
