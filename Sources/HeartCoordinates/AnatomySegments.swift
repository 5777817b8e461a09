public import Geometry
public import HeartModel
import Numerics

/// The segments of the left ventricle of an anatomy on linear tetrahedra.
public enum AnatomySegments {
    /// Segment of each tetrahedron, nil in the right ventricle; nil for a wall in which no direction is
    /// known, without right ventricle.
    ///
    /// - Throws: `FibresError`, `FiniteElementsError`.
    public static func segments(of anatomy: VentricularAnatomy) throws -> [AHASegment?]? {
        let wall = try anatomy.withSeptum()
        // Straight edges: segments depend on vertices only.
        let mesh = QuadraticTetMesh(curving: wall) { first, second in
            0.5 * (wall.mesh.points[Int(first)] + wall.mesh.points[Int(second)])
        }
        return try SegmentedWall(mesh)?.tets
    }
}
