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

    /// Collects and groups the faces: bucketed by their lowest node, sorted in each bucket.
    init(_ tets: [SIMD4<Int32>]) {
        var all: [Face] = []
        all.reserveCapacity(4 * tets.count)
        for (number, tet) in tets.enumerated() {
            for (corner, face) in TetBoundary.faces.enumerated() {
                let key = TetBoundary.key(SIMD3(tet[face.x], tet[face.y], tet[face.z]))
                all.append(Face(key: key, tet: Int32(number), corner: Int32(corner)))
            }
        }
        let nodes = Int(all.map(\.key.x).max() ?? -1) + 1
        var end = [Int](repeating: 0, count: nodes + 1)
        for face in all { end[Int(face.key.x) + 1] += 1 }
        for node in 0..<nodes { end[node + 1] += end[node] }
        let start = end
        var sorted = all
        for face in all {
            let bucket = Int(face.key.x)
            var place = end[bucket]
            end[bucket] += 1
            while place > start[bucket], Self.precedes(face, sorted[place - 1]) {
                sorted[place] = sorted[place - 1]
                place -= 1
            }
            sorted[place] = face
        }
        faces = sorted
    }

    /// Order within a bucket; equal faces stay in the order of their tetrahedra.
    private static func precedes(_ a: Face, _ b: Face) -> Bool {
        a.key.y != b.key.y ? a.key.y < b.key.y : a.key.z < b.key.z
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
