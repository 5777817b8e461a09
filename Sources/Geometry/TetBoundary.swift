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
}

/// All faces of a set of tetrahedra, grouped by the three nodes they have in common.
struct TetFaces: Sequence {
    /// One face of one tetrahedron.
    struct Face {
        /// Nodes in ascending order.
        var key: SIMD3<Int32>
        /// Tetrahedron.
        var tet: Int32
        /// The corner opposite the face.
        var corner: Int32
    }

    private let faces: [Face]

    init(_ tets: [SIMD4<Int32>]) {
        var all: [Face] = []
        all.reserveCapacity(4 * tets.count)
        for (number, tet) in tets.enumerated() {
            for (corner, face) in TetBoundary.faces.enumerated() {
                all.append(
                    Face(
                        key: sortedNodes(tet[face.x], tet[face.y], tet[face.z]),
                        tet: Int32(number), corner: Int32(corner)))
            }
        }
        all.sort { lhs, rhs in
            if lhs.key.x != rhs.key.x { return lhs.key.x < rhs.key.x }
            if lhs.key.y != rhs.key.y { return lhs.key.y < rhs.key.y }
            if lhs.key.z != rhs.key.z { return lhs.key.z < rhs.key.z }
            return lhs.tet < rhs.tet
        }
        faces = all
    }

    func makeIterator() -> AnyIterator<ArraySlice<Face>> {
        var start = 0
        return AnyIterator {
            guard start < faces.count else { return nil }
            var end = start + 1
            while end < faces.count, faces[end].key == faces[start].key { end += 1 }
            defer { start = end }
            return faces[start..<end]
        }
    }
}

/// Three node numbers in ascending order: the name of a triangle whatever its orientation.
func sortedNodes(_ a: Int32, _ b: Int32, _ c: Int32) -> SIMD3<Int32> {
    let low = min(a, b, c)
    let high = max(a, b, c)
    return SIMD3(low, a &+ b &+ c &- low &- high, high)
}
