import Numerics
public import Quantities

/// Two ventricles made of three walls that meet at a circle: left free wall, septum, right free wall.
///
/// ```
/// Vm,L = Vs − (VL + ½·(Vw,L + Vw,S)),   Vm,S = Vs,   Vm,R = Vs + VR + ½·(Vw,R + Vw,S)
/// Σ Tw·∂Aw/∂V = 0,   Σ Tw·∂Aw/∂y = 0
/// pL = −TL·∂AL/∂V,   pR = TR·∂AR/∂V
/// ```
///
/// - `Vm`: volumes of the caps between their midwalls and the plane of the circle, positive towards the right;
///   `Vw`: volumes of the walls; `Tw`: tensions, see ``SarcomerePatch``.
/// - `Vs`, `y`: volume of the septal cap and radius of the circle, found so that the forces on the circle balance.
///   That is where the energy of the walls is stationary, so pressures are derivatives of one energy, their
///   slopes are symmetric, and the work of the pressures is that of the fibres.
///
/// Differs from the source: midwalls are thin (no correction of strain by curvature), as in Walmsley et al. 2015.
///
/// Source: Lumens et al., *Ann. Biomed. Eng.* 37 (2009) 2234–2255, doi:10.1007/s10439-009-9774-2; several
/// patches: Walmsley et al., *PLoS Comput. Biol.* 11 (2015) e1004284, doi:10.1371/journal.pcbi.1004284.
public enum TriSeg: MuscleLaw {
    public static let cavities = ["left ventricle", "right ventricle"]
    public static let walls = ["left", "septum", "right"]
    public static let unknowns = ["septalVolume", "junctionRadius"]

    @inline(__always)
    private static func midwall<Real: CircuitReal>(
        _ m: MuscleCall<Real>
    ) -> (left: Real, right: Real) {
        let (left, septum, right) = (m.wallVolume(0), m.wallVolume(1), m.wallVolume(2))
        return (m.volumes[0] + 0.5 * (left + septum), m.volumes[1] + 0.5 * (right + septum))
    }

    @inline(__always)
    public static func guess<Real: CircuitReal>(_ m: MuscleCall<Real>) {
        let (left, right) = midwall(m)
        // The left side is nearly a sphere, of which the septum is a third.
        let size = Real.larger(left, 1000)
        let radius = Real.pow(size * Real(filling: 0.75 / .pi), Real(filling: 1.0 / 3))
        m.end[0] = 0.3 * size
        m.end[1] = radius
        for (wall, volume) in [m.end[0] - left, m.end[0], m.end[0] + right].enumerated() {
            m.guess(wall, area: SphericalCap(volume: volume, radius: radius).area)
        }
    }

    @inline(__always)
    public static func balance<Real: CircuitReal>(_ m: MuscleCall<Real>) -> Real {
        let (left, right) = midwall(m)
        let p = m.parameters
        var search = BalanceSearch<Real>()
        while true {
            let (vs, y) = (m.end[0], m.end[1])
            m.evaluate(0, contractility: p[3])
            m.evaluate(1, contractility: p[3])
            m.evaluate(2, contractility: p[4])
            let l = Segment(m, 0, volume: vs - left, radius: y)
            let s = Segment(m, 1, volume: vs, radius: y)
            let r = Segment(m, 2, volume: vs + right, radius: y)
            let (vv, vy, yy) = (l.vv + s.vv + r.vv, l.vy + s.vy + r.vy, l.yy + s.yy + r.yy)
            let inverse = 1 / (vv * yy - vy * vy)
            guard search.goesOn else {
                fill(m, l, r, vv * inverse, vy * inverse, yy * inverse)
                return search.active
            }
            let (fv, fy) = (l.fv + s.fv + r.fv, l.fy + s.fy + r.fy)
            let dv = (vy * fy - yy * fv) * inverse
            let dy = (vy * fv - vv * fy) * inverse
            let (tl, ts, tr) = (l.change(dv, dy), s.change(dv, dy), r.change(dv, dy))
            var size = Real.larger(
                Real.larger(dy, -dy) / y, Real.larger(dv, -dv) / Real.larger(left, 1000))
            size = Real.larger(size, m.largestChange(0, tl))
            size = Real.larger(size, m.largestChange(1, ts))
            size = Real.larger(size, m.largestChange(2, tr))
            let share = search.share(size)
            m.end[0] = vs + share * dv
            m.end[1] = y + share * dy
            m.change(0, tl, share: share)
            m.change(1, ts, share: share)
            m.change(2, tr, share: share)
            search.note(size)
        }
    }

    /// Pressures and slopes of the balanced walls, with the adjugate of their matrix by its determinant.
    @inline(__always)
    private static func fill<Real: CircuitReal>(
        _ m: MuscleCall<Real>, _ l: Segment<Real>, _ r: Segment<Real>, _ vv: Real, _ vy: Real,
        _ yy: Real
    ) {
        let mixed =
            yy * l.vv * r.vv - vy * (l.vv * r.vy + l.vy * r.vv) + vv * l.vy * r.vy
        m.pressures[0] = -(m.tension(0)[0] * l.cap.byVolume)
        m.pressures[1] = m.tension(2)[0] * r.cap.byVolume
        m.slopes[0] = l.vv - (yy * l.vv * l.vv - 2 * vy * l.vv * l.vy + vv * l.vy * l.vy)
        m.slopes[1] = mixed
        m.slopes[2] = mixed
        m.slopes[3] = r.vv - (yy * r.vv * r.vv - 2 * vy * r.vv * r.vy + vv * r.vy * r.vy)
    }

    /// A wall in the balance: its cap, its part of the forces on the circle and of their slopes.
    private struct Segment<Real: CircuitReal> {
        var cap: SphericalCap<Real>
        /// Change of the tension without a change of shape.
        private var own: Real
        private var compliance: Real
        /// Forces with that change.
        var fv: Real
        var fy: Real
        var vv: Real
        var vy: Real
        var yy: Real

        @inline(__always)
        init(_ m: MuscleCall<Real>, _ wall: Int, volume: Real, radius: Real) {
            cap = SphericalCap(volume: volume, radius: radius)
            let sums = m.sums(wall)
            compliance = 1 / sums.compliance
            own = (sums.lack - sums.area + cap.area) * compliance
            let tension = m.tension(wall)[0]
            fv = (tension + own) * cap.byVolume
            fy = (tension + own) * cap.byRadius
            vv = cap.byVolume * cap.byVolume * compliance + tension * cap.byVolumeVolume
            vy = cap.byVolume * cap.byRadius * compliance + tension * cap.byVolumeRadius
            yy = cap.byRadius * cap.byRadius * compliance + tension * cap.byRadiusRadius
        }

        /// Change of its tension with the shape.
        @inline(__always)
        func change(_ dv: Real, _ dy: Real) -> Real {
            own + (cap.byVolume * dv + cap.byRadius * dy) * compliance
        }
    }

    public static let card = ModelCard(
        identifier: "triseg", summary: "Two ventricles of three walls that meet at a circle",
        source: source, states: unknowns,
        parameters: MuscleCards.timing(onset: 0) + [
            MuscleCards.contractility("leftContractility", "the left free wall and the septum"),
            MuscleCards.contractility("rightContractility", "the right free wall"),
        ])

    private static let source =
        "Lumens et al. 2009, doi:10.1007/s10439-009-9774-2"
}
