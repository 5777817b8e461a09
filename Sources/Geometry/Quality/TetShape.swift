import Glibc
public import Numerics

/// Measures of the shape of a straight tetrahedron.
public struct TetShape: Sendable {
    /// Smallest angle between two faces [rad].
    public var smallestDihedral: Double
    /// Largest angle between two faces [rad].
    public var largestDihedral: Double
    /// Three times the radius of the inscribed over that of the circumscribed sphere: 1 for the
    /// regular tetrahedron, 0 for a flat one.
    public var radiusRatio: Double

    /// Measures a tetrahedron with positive volume.
    public init(_ a: Vec3, _ b: Vec3, _ c: Vec3, _ d: Vec3) {
        let p = [a, b, c, d]
        // Outward normals, twice the area long; face k lies opposite corner k.
        let normals = TetBoundary.faces.map { face in
            (p[face.y] - p[face.x]).cross(p[face.z] - p[face.x])
        }
        var low = Double.pi
        var high = 0.0
        for i in 0..<4 {
            for j in 0..<i {
                let product = normals[i].dot(normals[j])
                let cosine = -product / (normals[i].norm * normals[j].norm)
                let angle = acos(min(1, max(-1, cosine)))
                low = min(low, angle)
                high = max(high, angle)
            }
        }
        smallestDihedral = low
        largestDihedral = high
        radiusRatio = Self.radiusRatio(p, normals)
    }

    /// 3 r / R with r = 3 V / A and the circumscribed sphere through all corners.
    private static func radiusRatio(_ p: [Vec3], _ normals: [Vec3]) -> Double {
        let edges = Mat3(rows: p[1] - p[0], p[2] - p[0], p[3] - p[0])
        let determinant = edges.determinant
        let area = 0.5 * normals.reduce(0) { $0 + $1.norm }
        let inscribed = determinant / 2 / area
        let squares = Vec3(
            edges.row0.dot(edges.row0), edges.row1.dot(edges.row1), edges.row2.dot(edges.row2))
        let circumscribed = (edges.inverse * (0.5 * squares)).norm
        return determinant == 0 ? 0 : 3 * inscribed / circumscribed
    }
}
