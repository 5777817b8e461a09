public import Numerics
public import Quantities

/// Pericardium around the heart: its pressure grows exponentially with all it holds.
///
/// ```
/// p = K·exp(B·(V + Vw + Vf − V0)) − S
/// ```
///
/// - `V`: blood in the compartments inside; `Vw`: wall of the heart; `Vf`: fluid. An effusion is a
///   larger `Vf`, constriction a smaller `V0`.
/// - `S`: the pressure is never below −S.
///
/// For exponents above 40 the exponential continues as its tangent, so that no trial volume overflows.
///
/// | set | around | K [mmHg] | B [1/mL] | V0 [mL] | Vw [mL] | Vf [mL] | S [mmHg] |
/// |---|---|---|---|---|---|---|---|
/// | Mynard & Smolich 2015 (default) | four chambers | 0.5 | 1/40 | 641 | 192 | 30 | 0 |
/// | Smith 2004 | ventricles | 0.5003 | 0.03 | 200 | 0 | 0 | 0.5003 |
///
/// The intrathoracic pressure these sources add is an enclosure of its own, ``IntrathoracicPressure``.
///
/// Source: Sun et al., *Am. J. Physiol.* 272 (1997) H1499–H1515, doi:10.1152/ajpheart.1997.272.3.H1499,
/// with the values of Mynard & Smolich, *Ann. Biomed. Eng.* 43 (2015) 1443–1460,
/// doi:10.1007/s10439-015-1313-8. Neither was read: values are from the comments of an implementation,
/// the formula from the names there. Second set: Smith et al., *Med. Eng. Phys.* 26 (2004) 131–139,
/// doi:10.1016/j.medengphy.2003.10.001, from two implementations.
public enum Pericardium: EnclosureLaw {
    @inline(__always)
    public static func pressure<Real: RealLanes>(
        content: Real, time: Real, _ p: LawParameters<Real>
    ) -> (value: Real, slope: Real) {
        let exponent = p[1] * (content + p[3] + p[4] - p[2])
        let capped = Real.smaller(exponent, 40)
        let power = p[0] * Real.exp(capped)
        return (power * (1 + exponent - capped) - p[5], power * p[1])
    }

    public static let card = ModelCard(
        identifier: "pericardium",
        summary: "Pericardium with an exponential pressure–volume relation and fluid",
        source: source,
        parameters: [
            ParameterCard(
                "pressureScale", "Pressure at the reference volume K", unit: "mmHg", default: 0.5,
                range: 1e-3...20, source: source),
            ParameterCard(
                "stiffness", "Exponent of the relation B", unit: "1/mL", default: 0.025,
                range: 1e-4...1, source: source),
            ParameterCard(
                "referenceVolume", "Reference volume of the pericardium V0", unit: "mL",
                default: 641, range: 0...5000, source: source),
            ParameterCard(
                "wallVolume", "Volume of the heart's wall inside Vw", unit: "mL", default: 192,
                range: 0...1000, source: source),
            ParameterCard(
                "fluidVolume", "Fluid in the pericardium Vf, more in an effusion", unit: "mL",
                default: 30, range: 0...2000, source: source),
            ParameterCard(
                "suctionLimit", "Largest pressure below zero S", unit: "mmHg", default: 0,
                range: 0...20, source: source),
        ])

    private static let source =
        "Mynard & Smolich 2015, doi:10.1007/s10439-015-1313-8 (by an implementation, not read)"
}
