import Circulation
public import Numerics
public import Quantities

/// Chamber with a linear time-varying elastance, p = (EA·e + EB)·(V − V0); see ``ChamberElastance``.
public enum LinearChamber: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let elastance = p[0] * activation + p[1]
        return (elastance * (volume - p[2]), elastance)
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
        identifier: "linear-chamber",
        summary: "Chamber with linear time-varying elastance and double-cosine activation",
        source: source,
        parameters: ChamberElastance.card.parameters.prefix(3)
            + ContractionCards.cards(onset: 100, contraction: 250, relaxation: 400, source: source))

    private static let source =
        "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083 (left ventricle, HR 75/min)"
}
