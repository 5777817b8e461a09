import Circulation
public import Numerics
public import Quantities

/// Valve as a resistance that rises by decades when the pressure drop reverses; see ``ValveDiode``.
public enum DiodeValve: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let steepness = Real(filling: 0.5 * .pi) * p[2]
        let decades = Real.log(p[1] / p[0])
        let perPi = Real(filling: 1 / .pi)
        let x = -(steepness * drop)
        let resistance = p[0] * Real.exp(decades * (0.5 + Real.atan(x) * perPi))
        let slope = -(resistance * decades * steepness * perPi / (1 + x * x))
        return (
            BranchValues(flow: drop / resistance, opening: base.opening),
            (1 - drop * slope / resistance) / resistance
        )
    }

    public static let card = ModelCard(
        identifier: "diode-valve",
        summary: "Valve as a smooth diode with an open and a closed resistance",
        source: source,
        parameters: ValveDiode.card.parameters)

    private static let source = "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083"
}
