public import Numerics
public import Quantities

/// Lumen of vessels with resistance and inertance, L·dQ/dt = Δp − R·Q; L = 0 makes the flow algebraic.
///
/// Source: Regazzoni et al., *J. Comput. Phys.* 457 (2022) 111083, doi:10.1016/j.jcp.2022.111083,
/// section 2.3.
public enum VesselLumen: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let inertial = p[1] / h
        let conductance = 1 / (p[0] + inertial)
        return (
            BranchValues(
                flow: (drop + inertial * base.flow) * conductance, opening: base.opening),
            conductance
        )
    }

    public static let card = ModelCard(
        identifier: "vessel-lumen", summary: "Resistance and inertance of a vessel's lumen",
        source: source, states: ["flow"],
        parameters: [
            ParameterCard(
                "resistance", "Resistance", unit: "mmHg.s/mL", default: 0.733,
                range: 1e-5...1e6, source: source),
            ParameterCard(
                "inertance", "Inertance", unit: "mmHg.s2/mL", default: 0.005, range: 0...1,
                source: source),
        ])

    private static let source =
        "Regazzoni et al. 2022, doi:10.1016/j.jcp.2022.111083 (systemic arteries)"
}
