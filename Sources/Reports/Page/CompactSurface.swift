/// The vertices that triangles use, renumbered without gaps.
package struct CompactSurface {
    /// Number of each used vertex in the mesh it comes from.
    package private(set) var vertices: [Int] = []
    /// The triangles, of vertices in ``vertices``.
    package private(set) var triangles: [SIMD3<Int32>]

    /// Renumbers in the order in which triangles name vertices.
    package init(triangles: [SIMD3<Int32>], vertexCount: Int) {
        var number = [Int32](repeating: -1, count: vertexCount)
        var used: [Int] = []
        self.triangles = triangles.map { triangle in
            var renumbered = triangle
            for corner in 0..<3 {
                let vertex = Int(triangle[corner])
                if number[vertex] < 0 {
                    number[vertex] = Int32(used.count)
                    used.append(vertex)
                }
                renumbered[corner] = number[vertex]
            }
            return renumbered
        }
        vertices = used
    }
}
