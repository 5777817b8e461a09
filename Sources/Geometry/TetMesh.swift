public import Numerics

/// Mesh of linear tetrahedra.
public struct TetMesh: Sendable {
    /// Vertices [mm].
    public var points: [Vec3]
    /// Vertex numbers, positively oriented: (p1−p0)·((p2−p0)×(p3−p0)) > 0.
    public var tets: [SIMD4<Int32>]

    /// Makes a mesh.
    public init(points: [Vec3], tets: [SIMD4<Int32>]) {
        self.points = points
        self.tets = tets
    }

    /// Volume of one tetrahedron [mm³], negative when inverted.
    public func volume(_ tet: Int) -> Double {
        let t = tets[tet]
        let p0 = points[Int(t[0])]
        let a = points[Int(t[1])] - p0
        let b = points[Int(t[2])] - p0
        let c = points[Int(t[3])] - p0
        return a.dot(b.cross(c)) / 6
    }
}
