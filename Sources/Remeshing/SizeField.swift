import Geometry
import Numerics

/// Wanted edge length over space: one length, shorter around some points.
struct SizeField: Sendable {
    /// A ball in which edges are shorter.
    struct Refinement: Sendable {
        var centre: Vec3
        var radius: Double
        var factor: Double
    }

    /// Edge length away from refinements [mm].
    var size: Double
    /// The refinements; factors of overlapping ones do not multiply, the smallest counts.
    var refinements: [Refinement] = []

    /// Wanted length at a point [mm].
    func length(at point: Vec3) -> Double {
        var factor = 1.0
        for ball in refinements where (point - ball.centre).norm < ball.radius {
            factor = min(factor, ball.factor)
        }
        return size * factor
    }
}
