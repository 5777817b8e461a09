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

    /// Number of displacement unknowns.
    var unknownCount: Int { 3 * positions.count }

    /// Deformed positions of material points [mm], given by their reference positions.
    func deformed(_ points: [Vec3]) throws -> [Vec3] {
        let locator = try CurvedTetLocator(mesh)
        return points.map { point in
            let (nodes, weights) = locator.interpolation(at: locator.locate(point))
            return zip(nodes, weights).reduce(Vec3.zero) { $0 + $1.1 * positions[Int($1.0)] }
        }
    }

    /// Relative change of the volume of the body [1].
    var volumeChange: Double {
        var after = mesh
        after.points = positions
        func volume(_ mesh: QuadraticTetMesh) -> Double {
            (0..<mesh.tetCount).reduce(0.0) { $0 + mesh.element($1).volume }
        }
        return volume(after) / volume(mesh) - 1
    }
}
