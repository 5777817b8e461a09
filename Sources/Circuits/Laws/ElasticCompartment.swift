public import Numerics
public import Quantities

/// Arteries or veins as one elastic compartment, p = (V − Vu)/C.
///
/// Source: Ursino, *Am. J. Physiol.* 275 (1998) H1733–H1747, doi:10.1152/ajpheart.1998.275.5.H1733.
public enum ElasticCompartment: CompartmentLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        volume: Real, activation: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let slope = 1 / p[0]
        return ((volume - p[1]) * slope, slope)
    }

    public static let card = ModelCard(
        identifier: "elastic-compartment",
        summary: "Vessels as a compliance with an unstressed volume", source: source,
        parameters: [
            ParameterCard(
                "compliance", "Compliance", unit: "mL/mmHg", default: 1.372, range: 1e-3...1000,
                source: "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083 (systemic arteries)"),
            ParameterCard(
                "unstressedVolume", "Volume without pressure", unit: "mL", default: 0,
                range: 0...10_000, source: source),
        ])

    private static let source = "Ursino 1998, doi:10.1152/ajpheart.1998.275.5.H1733"
}
