import Geometry
import Mechanics
import Numerics

/// A deformed body of the benchmark.
struct LandSolution: Sendable {
    /// The reference.
    var mesh: QuadraticTetMesh
    /// Deformed positions of the nodes [mm].
    var positions: [Vec3]
    /// What it took.
    var report: MechanicsSolver.VolumeReport

    /// Deformed positions of material points [mm], given by their reference positions.
    func deformed(_ points: [Vec3]) throws -> [Vec3] {
        let locator = try CurvedTetLocator(mesh)
        return points.map { point in
            let (nodes, weights) = locator.interpolation(at: locator.locate(point))
            return zip(nodes, weights).reduce(Vec3.zero) { $0 + $1.1 * positions[Int($1.0)] }
        }
    }
}
