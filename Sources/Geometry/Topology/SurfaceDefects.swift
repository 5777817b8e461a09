/// Places where a triangulated surface is not a surface: more than two triangles on an edge, or
/// triangles around a vertex that do not form one fan.
public struct SurfaceDefects: Sendable, Equatable {
    /// Edges with more than two triangles, lower node first.
    public let edges: [SIMD2<Int32>]
    /// Vertices with several fans that lie on none of these edges.
    public let vertices: [Int32]

    /// True when there is none.
    public var isEmpty: Bool { edges.isEmpty && vertices.isEmpty }

    /// Searches a surface.
    ///
    /// - Complexity: O(n log n).
    public init(_ triangles: [SIMD3<Int32>]) {
        edges = Self.crowdedEdges(triangles)
        let crowded = Set(edges.flatMap { [$0.x, $0.y] })
        vertices = Self.pinchedVertices(triangles).filter { !crowded.contains($0) }
    }

    private static func crowdedEdges(_ triangles: [SIMD3<Int32>]) -> [SIMD2<Int32>] {
        var edges: [SIMD2<Int32>] = []
        edges.reserveCapacity(3 * triangles.count)
        for t in triangles {
            for k in 0..<3 {
                let a = t[k]
                let b = t[(k + 1) % 3]
                edges.append(SIMD2(min(a, b), max(a, b)))
            }
        }
        edges.sort { ($0.x, $0.y) < ($1.x, $1.y) }
        var crowded: [SIMD2<Int32>] = []
        for index in edges.indices.dropFirst(2)
        where edges[index] == edges[index - 2] && crowded.last != edges[index] {
            crowded.append(edges[index])
        }
        return crowded
    }

    /// Vertices whose triangles fall apart when only common edges join them.
    private static func pinchedVertices(_ triangles: [SIMD3<Int32>]) -> [Int32] {
        var corners: [(vertex: Int32, triangle: Int)] = []
        corners.reserveCapacity(3 * triangles.count)
        for (number, t) in triangles.enumerated() {
            for k in 0..<3 { corners.append((t[k], number)) }
        }
        corners.sort { ($0.vertex, $0.triangle) < ($1.vertex, $1.triangle) }
        var pinched: [Int32] = []
        var start = 0
        while start < corners.count {
            let vertex = corners[start].vertex
            var end = start
            while end < corners.count, corners[end].vertex == vertex { end += 1 }
            let around = corners[start..<end].map { triangles[$0.triangle] }
            var sets = DisjointSets(count: around.count)
            var seen: [Int32: Int] = [:]
            for (number, t) in around.enumerated() {
                for k in 0..<3 where t[k] != vertex {
                    if let other = seen[t[k]] { sets.join(number, other) }
                    seen[t[k]] = number
                }
            }
            if sets.groups().count > 1 { pinched.append(vertex) }
            start = end
        }
        return pinched
    }
}
