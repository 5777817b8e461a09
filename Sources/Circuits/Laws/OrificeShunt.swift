public import Numerics
public import Quantities

/// Opening of a fixed area between two compartments: septal defect, interatrial device.
///
/// ```
/// Δp = ρ/(2·A²)·Q·|Q| + (ρ·l/A)·dQ/dt
/// ```
///
/// `A` is the effective area, that of the jet: the area of the hole times its contraction. The balance
/// is solved for the speed Q/A of the jet, so that it stays regular without an area and without a
/// drop. No area is no flow; the derivative by the area is then the speed of a jet without inertance.
///
/// Differs from the source, which is about valves: the area is fixed and the same both ways.
///
/// Source: Mynard et al., *Int. J. Numer. Methods Biomed. Eng.* 28 (2012) 626–641,
/// doi:10.1002/cnm.1466; read in implementations.
public enum OrificeShunt: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let area = p[0]
        let isShut = Real.select(0, below: area, 0, 1)
        // (ρ/2)·v·|v| + i·v = r with v = Q/A.
        let inertia = (1 - isShut) * p[2] * p[1] / h
        let r = drop + inertia * base.flow / (area + isShut)
        let root = Real.sqrt(inertia * inertia + 2 * p[2] * Real.larger(r, -r))
        let isAtRest = Real.select(0, below: root, 0, 1)
        let speed = 2 * r / (inertia + root + isAtRest)
        return (
            BranchValues(flow: area * speed, opening: base.opening),
            area / (root + isAtRest)
        )
    }

    public static let card = ModelCard(
        identifier: "orifice-shunt",
        summary: "Opening of a fixed area with Bernoulli loss both ways and inertance",
        source: source, states: ["flow"],
        parameters: [
            ParameterCard(
                "area", "Effective area, none unless given", unit: "cm2", default: 0,
                range: 0...20, source: "definition: no shunt"),
            ParameterCard(
                "effectiveLength", "Length of the accelerated column", unit: "cm", default: 0.8,
                range: 0.05...10, source: source),
            ParameterCard(
                "density", "Blood density", unit: "g/mL", default: 1.06, range: 0.9...1.2,
                source: source),
        ])

    private static let source =
        "Mynard et al. 2012, doi:10.1002/cnm.1466 (mitral valve, by an implementation)"
}
