public import Numerics

/// Mesh of ten-node (curved) tetrahedra with six-node boundary triangles.
///
/// Node order is VTK's: a tetrahedron has its vertices 0–3, then the middles of the edges
/// 01, 12, 02, 03, 13, 23; a triangle has its vertices 0–2, then the middles of 01, 12, 20.
/// Boundary triangles are oriented outwards from the wall.
public struct QuadraticTetMesh: Sendable {
    /// All nodes, vertices and edge middles [mm].
    public var points: [Vec3]
    /// Node numbers, ten per tetrahedron.
    public var tets: [Int32]
    /// Part of each tetrahedron.
    public var regions: [WallRegion]
    /// Node numbers, six per boundary triangle.
    public var triangles: [Int32]
    /// Surface of each boundary triangle.
    public var triangleTags: [SurfaceTag]
    /// Ventricular coordinates at all nodes, where known.
    public var coordinates: VentricularCoordinates?

    /// Number of tetrahedra.
    public var tetCount: Int { tets.count / 10 }
    /// Number of boundary triangles.
    public var triangleCount: Int { triangles.count / 6 }

    /// Makes a mesh.
    public init(
        points: [Vec3], tets: [Int32], regions: [WallRegion], triangles: [Int32],
        triangleTags: [SurfaceTag], coordinates: VentricularCoordinates? = nil
    ) {
        precondition(tets.count % 10 == 0 && regions.count == tets.count / 10)
        precondition(triangles.count % 6 == 0 && triangleTags.count == triangles.count / 6)
        self.points = points
        self.tets = tets
        self.regions = regions
        self.triangles = triangles
        self.triangleTags = triangleTags
        self.coordinates = coordinates
    }
}
