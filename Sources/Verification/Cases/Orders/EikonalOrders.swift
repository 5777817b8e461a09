import Electrophysiology
import Fibres
import Geometry
import Monodomain
import Numerics

/// Order of the activation times of an ellipsoidal front in orthotropic tissue.
///
/// ```
/// t(x) = √(x·M x),   M = Σ aᵢaᵢᵀ/vᵢ²        exact arrivals from the middle of a cube of 40 mm
/// ```
enum EikonalOrders {
    static let all = [
        OrderStudy(
            "front, ellipsoidal in orthotropic tissue", expected: 1, spacings: [4, 2, 1],
            error: error)
    ]

    /// Arrivals near the source are given [ms]: a point source itself converges like h·log(1/h).
    private static let given = 30.0

    /// Largest error [ms].
    private static func error(spacing: Double) throws -> Double {
        let edge = 40.0
        let cells = Int((edge / spacing).rounded())
        var mesh = try SlabMesh(
            size: Vec3(edge, edge, edge), cells: SIMD3(cells, cells, cells)
        ).mesh()
        mesh.points = mesh.points.map { $0 - 0.5 * edge * Vec3(1, 1, 1) }
        let fibre = Vec3(1, 1, 0.3).normalized
        let frame = FibreFrame(fibre: fibre, sheet: fibre.cross(Vec3(0, 0, 1)).normalized)
        let velocities = ConductionVelocities(fibre: 0.67, sheet: 0.3, normal: 0.17)
        let metric = velocities.metric(in: frame)
        let exact = mesh.points.map { $0.dot(metric * $0).squareRoot() }
        let eikonal = try Eikonal(
            mesh: mesh, frames: [FibreFrame](repeating: frame, count: mesh.tets.count),
            velocities: [velocities])
        let sources = exact.enumerated().filter { $0.element <= given }.map {
            ActivationSource(vertex: $0.offset, time: $0.element)
        }
        let found = try eikonal.arrivalTimes(from: sources)
        return zip(found, exact).map { abs($0 - $1) }.max() ?? .nan
    }
}
