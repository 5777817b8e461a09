import Numerics
public import Quantities

/// One chamber with one spherical wall of patches.
///
/// ```
/// V' = V + ½·Vw,   A = (36·π)^(1/3)·V'^(2/3),   p = T·dA/dV
/// ```
///
/// - `Vw`: volume of the wall; `T`: tension, see ``SarcomerePatch``. Where the trial volume of the midwall is below a
///   cubic centimetre, the area goes on as its tangent there.
///
/// Source: Walmsley et al., *PLoS Comput. Biol.* 11 (2015) e1004284, doi:10.1371/journal.pcbi.1004284; one fibre
/// in a sphere: Arts et al., *J. Biomech.* 24 (1991), cited there, from memory.
public enum OneFibreChamber: MuscleLaw {
    public static let cavities = ["chamber"]
    public static let walls = ["wall"]
    public static let unknowns: [String] = []

    @inline(__always)
    private static func sphere<Real: CircuitReal>(
        _ m: MuscleCall<Real>
    ) -> (area: Real, slope: Real, bend: Real) {
        let least: Real = 1000
        let volume = m.volumes[0] + 0.5 * m.wallVolume(0)
        let inside = Real.larger(volume, least)
        let isInside = Real.select(least, below: volume, 1, 0)
        let root = Real.pow(inside, Real(filling: 1.0 / 3))
        let scale = Real(filling: 4.835_975_862_049_408)
        let slope = scale * Real(filling: 2.0 / 3) / root
        return (
            scale * root * root + slope * (volume - inside), slope,
            isInside * slope * Real(filling: -1.0 / 3) / inside
        )
    }

    @inline(__always)
    public static func guess<Real: CircuitReal>(_ m: MuscleCall<Real>) {
        m.guess(0, area: Real.larger(sphere(m).area, 10))
    }

    @inline(__always)
    public static func balance<Real: CircuitReal>(_ m: MuscleCall<Real>) -> Real {
        let (area, slope, bend) = sphere(m)
        let contractility = m.parameters[3]
        var search = BalanceSearch<Real>()
        while true {
            m.evaluate(0, contractility: contractility)
            let sums = m.sums(0)
            guard search.goesOn else {
                let tension = m.tension(0)[0]
                m.pressures[0] = tension * slope
                m.slopes[0] = slope * slope / sums.compliance + tension * bend
                return search.active
            }
            let change = (sums.lack - sums.area + area) / sums.compliance
            let size = m.largestChange(0, change)
            m.change(0, change, share: search.share(size))
            search.note(size)
        }
    }

    public static let card = ModelCard(
        identifier: "one-fibre-chamber", summary: "Chamber with a spherical wall of patches",
        source: "Walmsley et al. 2015, doi:10.1371/journal.pcbi.1004284",
        parameters: MuscleCards.timing(onset: 0) + [
            MuscleCards.contractility("contractility", "the wall")
        ])
}
