public import FiniteElements
public import Geometry
public import Numerics

/// Fibre and sheet directions of both ventricles from harmonic fields.
///
/// At each point three frames are made from the gradients of ``VentricularFields``, seen from the left
/// endocardium, the right endocardium and the epicardium, and blended as axes (bislerp):
///
/// ```
/// Q_endo = bislerp(Q_left, Q_right, d),   Q = bislerp(Q_endo, Q_epi, φ)
/// Q_left  = orient(axis(∇ψ, −∇φ_left), α_s + φ·(α_e − α_s))
/// Q_right = orient(axis(∇ψ, +∇φ_right), −(α_w + φ·(α_e − α_w)))      (in the free wall, d = 1)
/// Q_epi   = orient(axis(∇ψ, +∇φ), α_w + φ·(α_e − α_w))
/// ```
///
/// with φ the epicardial field, ψ the apicobasal one, d = 1 − leftShare, α_s the angle that runs from
/// the left endocardium's through zero to minus the right's across the septum, α_w and α_e the endo- and
/// epicardial angles between the left and the right wall's; sheet angles likewise. A positive helix
/// angle is a right-handed helix: seen from outside, a fibre on the left endocardium climbs towards
/// the base to the right (counterclockwise seen from the base), one on the epicardium to the left.
///
/// Differs from the source, on purpose:
/// - the frame of an endocardium carries the angle of its depth in the wall, not that of the
///   endocardium. The source blends a frame that stays at α_endo with one that turns, so that angles
///   in the free wall follow φ² instead of φ;
/// - d is a harmonic field of its own instead of φ_right/(φ_left + φ_right), which is 0/0 on the
///   epicardium;
/// - the walls of the two ventricles may have different angles, as in Doste et al. 2019.
///
/// Source: Bayer, Blake, Plank, Trayanova, *Ann. Biomed. Eng.* 40 (2012) 2243–2254,
/// doi:10.1007/s10439-012-0593-5, algorithm 1.
public enum RuleBasedFibres {
    /// Frames at the centroids of the linear tetrahedra of a wall, from linear fields.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public static func frames(
        on anatomy: VentricularAnatomy, angles: FibreAngles = .standard
    ) throws -> [FibreFrame] {
        try frames(
            in: VentricularFields(anatomy), at: [Vec3(0.25, 0.25, 0.25)], angles: angles)
    }

    /// Frames at the quadrature points of the quadratic tetrahedra of a wall, tetrahedron-major, from
    /// quadratic fields on the same mesh.
    ///
    /// - Throws: ``FibresError``, `FiniteElementsError`.
    public static func frames(
        on mesh: QuadraticTetMesh, quadrature: TetQuadrature, angles: FibreAngles = .standard
    ) throws -> [FibreFrame] {
        try frames(in: VentricularFields(mesh), at: quadrature.points, angles: angles)
    }

    /// Frames at reference points of every tetrahedron, tetrahedron-major, from given fields.
    ///
    /// Fibres point counterclockwise around the long axis seen from the base, sheets outwards from the
    /// left ventricle's cavity or the heart, so that neighbouring frames agree in sign too.
    ///
    /// - Throws: ``FibresError/noTransmuralDirection(tet:)``, `FiniteElementsError`.
    public static func frames(
        in fields: VentricularFields, at points: [Vec3], angles: FibreAngles = .standard
    ) throws -> [FibreFrame] {
        let samples = try WallSamples(fields, at: points)
        let frames = parallelArray(count: samples.count, grain: 1024) { index in
            samples.frame(index, angles: angles)
        }
        return try frames.enumerated().map { index, frame in
            guard let frame else {
                throw FibresError.noTransmuralDirection(tet: index / points.count)
            }
            return frame
        }
    }
}
