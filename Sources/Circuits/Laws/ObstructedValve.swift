import Circulation
public import Numerics
public import Quantities

/// Aortic valve behind an outflow tract that narrows as the ventricle empties: dynamic subaortic obstruction.
///
/// ```
/// Δp = Rs·Q + ρ/2·(1/A² + 1/S²)·Q·|Q| + (ρ·l/A)·dQ/dt,      A: the valve, as in ``OrificeValve``
/// S  = Sc + (F + √(F² + w²))/2,      F = St·(V/V0)^⅔ − Sb − Sc
/// ```
///
/// - `V`: volume of the left ventricle; `St`: area of the tract at the volume `V0`, which follows the ventricle as a
///   cross-section does; `Sb`: what a thick septum and the mitral valve take from it; `Sc`: effective area that is left where
///   these touch; `w = St/50` rounds the corner and is numerical.
/// - The gradient is the jet's, lost as at an orifice: it grows late in the beat, with contractility and in a small
///   ventricle, and falls with afterload, because all of these act through the volume.
///
/// Not in it: the leak of the mitral valve that goes with it, the time that the leaflet takes, and the flow's drag on it
/// (Sherrid et al. 2000, doi:10.1016/S0735-1097(00)00830-5). Where nothing tells the volume it is `V0`.
///
/// Areas at the onset of systole, by echocardiography: 10.4 ± 1.2 cm² in healthy people, 2.6 ± 0.7 cm² with obstruction at rest,
/// 4.6 ± 1.6 cm² with one that can be provoked, 5.9 ± 1.6 cm² without (16 and 65 people): with a bulge of 7.8 cm² and 0.7 cm² at
/// contact these touch when a quarter of the blood is gone, (8.5/10.4)^(3/2) = 0.74. That the tract follows the volume by the power ⅔ is geometry, and assumed.
///
/// Source: Spirito, Maron, *Circulation* 67 (1983) 1100–1108, doi:10.1161/01.cir.67.5.1100 (abstract), for the areas; Bernoulli
/// losses in series as in ``OrificeValve``; the law is ours.
public enum ObstructedValve: BranchLaw {
    public static var followsVolume: Bool { true }

    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real) {
        let found = advance(base, by: h, drop: drop, volume: p[10], p)
        return (found.end, found.conductance)
    }

    @inline(__always)
    public static func advance<Real: RealLanes>(
        _ base: BranchValues<Real>, by h: Real, drop: Real, volume: Real,
        _ p: LawParameters<Real>
    ) -> (end: BranchValues<Real>, conductance: Real, byVolume: Real) {
        let (openArea, leakArea, length) = (p[0], p[1], p[2])
        let (density, series) = (p[5], p[6])
        let (opening, openingSlope) = OrificeValve.leaflets(base.opening, by: h, drop: drop, p)
        let span = openArea - leakArea
        let area = leakArea + span * opening
        let (tract, tractSlope) = tract(volume, p)
        // (ρ/2)·(1 + A²/S²)·u·|u| + k·u = Δp + i·Q₀/A for the speed u = Q/A in the valve.
        let inertia = density * length / h
        let k = inertia + area * series
        let before = inertia * base.flow / Real.larger(area, 1e-12)
        let r = drop + before
        let share = area / tract
        let narrow = 1 + share * share
        let root = Real.sqrt(k * k + 2 * density * narrow * Real.larger(r, -r))
        let speed = 2 * r / (k + root)
        let flow = area * speed
        let loss = density * share * share * speed * Real.larger(speed, -speed)
        let byArea = speed - (area * series * speed + before + loss) / root
        return (
            BranchValues(flow: flow, opening: opening),
            area / root + byArea * span * openingSlope, area * loss / (tract * root) * tractSlope
        )
    }

    /// Area of the tract S [mm²] and ∂S/∂V [1/mm] at a volume [mm³]; as at a thousandth of the reference volume below that.
    @inline(__always)
    static func tract<Real: RealLanes>(
        _ volume: Real, _ p: LawParameters<Real>
    ) -> (area: Real, slope: Real) {
        let (wide, bulge, contact, reference) = (p[7], p[8], p[9], p[10])
        let least = 1e-3 * reference
        let filled = Real.larger(volume, least)
        let power = Real(filling: 2.0 / 3)
        let size = wide * Real.exp(power * Real.log(filled / reference))
        let free = size - bulge - contact
        let corner = Real(filling: cornerShare) * wide
        let root = Real.sqrt(free * free + corner * corner)
        let slope = 0.5 * (1 + free / root) * power * size / filled
        return (contact + 0.5 * (free + root), Real.select(volume, below: least, 0, slope))
    }

    /// Width of the corner w by the area of the tract [1].
    private static var cornerShare: Double { 0.02 }

    public static let card = ModelCard(
        identifier: "obstructed-valve",
        summary: "Aortic valve behind an outflow tract that narrows as the ventricle empties",
        source: source, states: ["flow", "opening"],
        parameters: OrificeValve.card.parameters + [
            ParameterCard(
                "tractArea", "Area of the tract at the reference volume St", unit: "cm2",
                default: 10.4, range: 1...40, source: source),
            ParameterCard(
                "bulgeArea", "Area that septum and mitral valve take Sb", unit: "cm2", default: 0,
                range: 0...20, source: "definition: none"),
            ParameterCard(
                "contactArea", "Effective area that is left where they touch Sc", unit: "cm2",
                default: 0.7, range: 0.02...5,
                source: "order-of-magnitude estimate: 250 mL/s and 50 mmHg by Bernoulli's law"),
            ParameterCard(
                "referenceVolume", "Volume of the ventricle at which the tract was measured V0",
                unit: "mL", default: 120, range: 20...600, source: "a normal end-diastolic volume"),
        ])

    private static let source =
        "Spirito & Maron 1983, doi:10.1161/01.cir.67.5.1100 (abstract: areas; the law is ours)"
}
