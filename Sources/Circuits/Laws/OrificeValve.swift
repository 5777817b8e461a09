import Circulation
public import Numerics
public import Quantities

/// Valve as an orifice with leaflets that move: Bernoulli loss, inertance and an opening state.
///
/// ```
/// Δp = Rs·Q + ρ/(2·A²)·Q·|Q| + (ρ·l/A)·dQ/dt,      A = Aleak + (Aopen − Aleak)·ζ
/// dζ/dt = (1 − ζ)·Kvo·Δp   for Δp > 0,              dζ/dt = ζ·Kvc·Δp   for Δp < 0
/// ```
///
/// Differences from the source as in ``ValveOrifice``: no thresholds, and the characteristic
/// resistance `Rs` of the artery behind the valve belongs to the same path.
///
/// Source: Mynard et al., *Int. J. Numer. Methods Biomed. Eng.* 28 (2012) 626–641,
/// doi:10.1002/cnm.1466, equations (1)–(7).
public enum OrificeValve: BranchLaw {
    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let (openArea, leakArea, length) = (p[0], p[1], p[2])
        let (density, series) = (p[5], p[6])
        let (opening, openingSlope) = leaflets(base.opening, by: h, drop: drop, p)
        let span = openArea - leakArea
        let area = leakArea + span * opening
        // (ρ/2)·u·|u| + k·u = Δp + i·Q₀/A for the jet's speed u = Q/A: regular for a closed valve, too.
        let inertia = density * length / h
        let k = inertia + area * series
        let before = inertia * base.flow / Real.larger(area, 1e-12)
        let r = drop + before
        let root = Real.sqrt(k * k + 2 * density * Real.larger(r, -r))
        let speed = 2 * r / (k + root)
        let flow = area * speed
        // Along the opening both the area and, through the inertia, the speed change.
        let byArea = speed - (area * series * speed + before) / root
        let conductance = area / root + byArea * span * openingSlope
        return (BranchValues(flow: flow, opening: opening), conductance)
    }

    /// Opening at the end of a stage, implicit, and its slope by the drop [1/kPa].
    @inline(__always)
    static func leaflets<Real: RealLanes>(
        _ base: Real, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (opening: Real, slope: Real) {
        let isOpening = Real.select(0, below: drop, 1, 0)
        let rate = h * Real.select(0, below: drop, p[3], p[4])
        let size = Real.larger(drop, -drop)
        let weight = 1 / (1 + rate * size)
        let target = isOpening
        let distance = base - target
        let free = target + distance * weight
        let freeSlope = Real.select(
            0, below: drop, -(distance * weight * weight * rate), distance * weight * weight * rate)
        // A multistage base may lie outside [0, 1], and decay would end in denormal numbers.
        let shut = Real.select(free, below: 1e-30, 0, free)
        return (
            Real.select(1, below: shut, 1, shut),
            Real.select(free, below: 1e-30, 0, Real.select(1, below: free, 0, freeSlope))
        )
    }

    public static let card = ModelCard(
        identifier: "orifice-valve",
        summary: "Valve with moving leaflets, Bernoulli loss and inertance; stenosis and leak",
        source: source, states: ["flow", "opening"],
        parameters: ValveOrifice.card.parameters + [
            ParameterCard(
                "seriesResistance", "Characteristic resistance of the artery behind the valve",
                unit: "mmHg.s/mL", default: 0, range: 0...2,
                source: "Westerhof et al. 2009, doi:10.1007/s11517-008-0359-2")
        ])

    private static let source = "Mynard et al. 2012, doi:10.1002/cnm.1466 (aortic valve, adult)"
}
