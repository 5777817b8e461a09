public import FiniteElements
public import Geometry
import Numerics

/// The fibrous rings around the valves: stiffer than muscle, and not contracting.
///
/// Anatomies cut at the valves have muscle up to the rim, also in the thin bridge between mitral and
/// aortic valve. As muscle it would stretch without bound; the real rings hardly do (tangent modulus
/// of the mitral annulus some MPa: Gunning, Murphy, *J. Biomech.* 47 (2014) 334–342,
/// doi:10.1016/j.jbiomech.2013.11.035).
public struct ValveRings: Sendable {
    /// Nearness to a valve rim per quadrature point: 1 on it, 0 far away, [tet][point].
    public let nearness: [Double]

    /// Measures the distance of every quadrature point from the rims of the given surfaces.
    ///
    /// ```
    /// nearness = exp(−(d/width)²)
    /// ```
    ///
    /// - `width`: [mm].
    /// - Throws: `GeometryError` where a surface has no consistent rims.
    /// - Complexity: points × rim nodes, some ten milliseconds on a mesh of 3000 tetrahedra.
    public init(
        _ mesh: QuadraticTetMesh, surfaces: [SurfaceTag] = [.lvEndocardium, .rvEndocardium],
        width: Double, quadrature: TetQuadrature = .degree2
    ) throws {
        let rims = try surfaces.flatMap { try mesh.rims(of: $0) }.flatMap(\.nodes)
            .map { mesh.points[Int($0)] }
        let shapes = quadrature.points.map { QuadraticTet.values(at: $0) }
        var nearness: [Double] = []
        nearness.reserveCapacity(mesh.tetCount * quadrature.count)
        for tet in 0..<mesh.tetCount {
            for shape in shapes {
                var x = Vec3.zero
                for (a, N) in shape.enumerated() {
                    x += N * mesh.points[Int(mesh.tets[QuadraticTet.nodeCount * tet + a])]
                }
                let distance = rims.reduce(Double.infinity) { min($0, ($1 - x).dot($1 - x)) }
                nearness.append(Double.exp(-distance / (width * width)))
            }
        }
        self.nearness = nearness
    }

    /// Factors on the passive stress: `factor` on the rims, 1 in the muscle.
    public func passiveScale(factor: Double) -> [Double] { nearness.map { 1 + (factor - 1) * $0 } }

    /// Factors on the active tension: 0 on the rims, 1 in the muscle.
    public func activeScale() -> [Double] { nearness.map { 1 - $0 } }
}
