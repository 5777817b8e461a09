/// The triangles that belong to one tetrahedron only.
public struct TetBoundary: Sendable {
    /// Boundary triangles, oriented outwards where the tetrahedra are positively oriented.
    public var triangles: [SIMD3<Int32>]
    /// The tetrahedron each triangle belongs to.
    public var owners: [Int32]

    /// Corner numbers of the four faces of a positively oriented tetrahedron, seen from outside
    /// anticlockwise; face k lies opposite corner k.
    public static let faces: [SIMD3<Int>] = [
        SIMD3(1, 2, 3), SIMD3(0, 3, 2), SIMD3(0, 1, 3), SIMD3(0, 2, 1),
    ]

    /// Finds the boundary of a set of tetrahedra, in the order of their numbers.
    ///
    /// - Throws: ``GeometryError/nonManifoldFace(first:second:third:tetrahedra:)`` where more than
    ///   two tetrahedra share a triangle.
    /// - Complexity: O(n log n).
    public init(_ tets: [SIMD4<Int32>]) throws(GeometryError) {
        let groups = TetFaces(tets)
        var open: [TetFaces.Face] = []
        for group in groups {
            if group.count > 2, let key = group.first?.key {
                throw .nonManifoldFace(
                    first: key.x, second: key.y, third: key.z, tetrahedra: group.count)
            }
            if group.count == 1 { open.append(contentsOf: group) }
        }
        open.sort { ($0.tet, $0.corner) < ($1.tet, $1.corner) }
        owners = open.map(\.tet)
        triangles = open.map { face in
            let tet = tets[Int(face.tet)]
            let corners = Self.faces[Int(face.corner)]
            return SIMD3(tet[corners.x], tet[corners.y], tet[corners.z])
        }
    }

    /// Three node numbers in ascending order: the name of a triangle whatever its orientation.
    @inlinable
    public static func key(_ triangle: SIMD3<Int32>) -> SIMD3<Int32> {
        let low = min(triangle.x, triangle.y, triangle.z)
        let high = max(triangle.x, triangle.y, triangle.z)
        return SIMD3(low, triangle.x &+ triangle.y &+ triangle.z &- low &- high, high)
    }
}
