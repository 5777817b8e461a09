import Circulation
public import Numerics
public import Quantities

/// Chamber whose linear active pressure adds to the exponential one of its relaxed wall.
///
/// ```
/// p = A·(exp(B·(V − Vp)) − 1) + e(t)·Ea·(V − V0)
/// ```
///
/// Why it adds, and a tangent above an exponent of 40, as in ``ChamberAdditive``.
///
/// Sources: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083, doi:10.1016/j.jcp.2022.111083, section 2.3 (active
/// pressure that adds); Santamore & Burkhoff, *Am. J. Physiol.* 260 (1991) H146–H157,
/// doi:10.1152/ajpheart.1991.260.1.H146, equation (2) (relaxed pressure).
public enum AdditiveChamber: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let exponent = p[3] * (volume - p[4])
        let capped = Real.smaller(exponent, 40)
        let power = Real.exp(capped)
        let passive = p[2] * (power * (1 + exponent - capped) - 1)
        return (
            passive + activation * p[0] * (volume - p[1]),
            p[2] * p[3] * power + activation * p[0]
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
        identifier: "additive-chamber",
        summary: "Chamber whose linear active pressure adds to an exponential relaxed one",
        source: source,
        parameters: ChamberAdditive.card.parameters.prefix(5)
            + ContractionCards.cards(
                onset: 0, contraction: 100, relaxation: 100, exponent: 0.25, source: source))

    private static let source =
        "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083, with the relaxed pressure of "
        + "Santamore & Burkhoff 1991, doi:10.1152/ajpheart.1991.260.1.H146 (atrium)"
}
