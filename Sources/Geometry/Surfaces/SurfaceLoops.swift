/// Finds the closed loops of edges that bound a triangulated surface.
public enum SurfaceLoops {
    /// Ordered boundary loops of a consistently oriented surface.
    ///
    /// Where two loops touch in a vertex they are returned as two loops; no loop visits a vertex
    /// twice. Loops start at their lowest vertex and are sorted by it. A closed surface has none.
    ///
    /// - `triangles`: node numbers, `nodesPerTriangle` each (3, or 6 in VTK order), flat.
    /// - Throws: ``GeometryError/nonManifoldEdge(first:second:triangles:)``,
    ///   ``GeometryError/inconsistentOrientation(first:second:)``.
    /// - Complexity: O(n log n) in the number of triangles.
    public static func find(
        triangles: [Int32], nodesPerTriangle: Int
    ) throws(GeometryError) -> [SurfaceLoop] {
        precondition(nodesPerTriangle == 3 || nodesPerTriangle == 6)
        precondition(triangles.count % nodesPerTriangle == 0)
        let rim = try openEdges(of: edges(of: triangles, nodesPerTriangle: nodesPerTriangle))
        return chain(rim, quadratic: nodesPerTriangle == 6)
    }

    /// A triangle's edge in the direction of the triangle.
    private struct Edge {
        var from: Int32
        var to: Int32
        var middle: Int32
        var low: Int32 { min(from, to) }
        var high: Int32 { max(from, to) }
    }

    private static func edges(of triangles: [Int32], nodesPerTriangle: Int) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(3 * triangles.count / nodesPerTriangle)
        for start in stride(from: 0, to: triangles.count, by: nodesPerTriangle) {
            for k in 0..<3 {
                edges.append(
                    Edge(
                        from: triangles[start + k], to: triangles[start + (k + 1) % 3],
                        middle: nodesPerTriangle == 6 ? triangles[start + 3 + k] : -1))
            }
        }
        edges.sort { ($0.low, $0.high, $0.from) < ($1.low, $1.high, $1.from) }
        return edges
    }

    /// The edges that belong to one triangle only, sorted by their first vertex.
    private static func openEdges(of edges: [Edge]) throws(GeometryError) -> [Edge] {
        var open: [Edge] = []
        var start = 0
        while start < edges.count {
            let edge = edges[start]
            var end = start + 1
            while end < edges.count, edges[end].low == edge.low, edges[end].high == edge.high {
                end += 1
            }
            if end - start > 2 {
                throw .nonManifoldEdge(
                    first: edge.low, second: edge.high, triangles: end - start)
            }
            if end - start == 2, edges[start + 1].from == edge.from {
                throw .inconsistentOrientation(first: edge.low, second: edge.high)
            }
            if end - start == 1 { open.append(edge) }
            start = end
        }
        open.sort { ($0.from, $0.to) < ($1.from, $1.to) }
        return open
    }

    /// Joins edges end to end; a vertex met again closes a loop, which leaves the chain.
    ///
    /// Every vertex has as many edges in as out because each triangle passes through it once, so a
    /// walk can only get stuck where it began.
    private static func chain(_ edges: [Edge], quadratic: Bool) -> [SurfaceLoop] {
        var leaving: [Int32: [Edge]] = [:]
        for edge in edges.reversed() { leaving[edge.from, default: []].append(edge) }
        var loops: [SurfaceLoop] = []
        for first in edges {
            var path: [Edge] = []
            var placeOfVertex: [Int32: Int] = [:]
            var vertex = first.from
            while let edge = leaving[vertex]?.popLast() {
                placeOfVertex[vertex] = path.count
                path.append(edge)
                vertex = edge.to
                if let place = placeOfVertex[vertex] {
                    let closed = path[place...]
                    loops.append(loop(closed, quadratic: quadratic))
                    for edge in closed { placeOfVertex[edge.from] = nil }
                    path.removeSubrange(place...)
                }
            }
        }
        return loops.sorted { $0.vertices.lexicographicallyPrecedes($1.vertices) }
    }

    /// A loop that starts at its lowest vertex.
    private static func loop(_ edges: ArraySlice<Edge>, quadratic: Bool) -> SurfaceLoop {
        var ordered = Array(edges)
        if let lowest = ordered.indices.min(by: { ordered[$0].from < ordered[$1].from }) {
            ordered = Array(ordered[lowest...] + ordered[..<lowest])
        }
        return SurfaceLoop(
            vertices: ordered.map(\.from), middles: quadratic ? ordered.map(\.middle) : [])
    }
}

extension QuadraticTetMesh {
    /// Boundary triangles with one tag, six nodes each, flat.
    public func triangles(tagged tag: SurfaceTag) -> [Int32] {
        var selected: [Int32] = []
        for (k, t) in triangleTags.enumerated() where t == tag {
            selected.append(contentsOf: triangles[6 * k..<6 * k + 6])
        }
        return selected
    }

    /// The rims of one surface, longest first: for an endocardium, its valve openings.
    ///
    /// - Throws: ``GeometryError``, also when no triangle carries the tag.
    public func rims(of tag: SurfaceTag) throws(GeometryError) -> [SurfaceLoop] {
        let surface = triangles(tagged: tag)
        if surface.isEmpty { throw .emptySurface(tag: tag) }
        return try SurfaceLoops.find(triangles: surface, nodesPerTriangle: 6)
            .sorted { $0.perimeter(points) > $1.perimeter(points) }
    }
}

extension VentricularAnatomy {
    /// Boundary triangles with one tag.
    public func triangles(tagged tag: SurfaceTag) -> [SIMD3<Int32>] {
        zip(triangles, triangleTags).filter { $0.1 == tag }.map(\.0)
    }

    /// The rims of one surface, longest first: for an endocardium, its valve openings.
    ///
    /// - Throws: ``GeometryError``, also when no triangle carries the tag.
    public func rims(of tag: SurfaceTag) throws(GeometryError) -> [SurfaceLoop] {
        let surface = triangles(tagged: tag).flatMap { [$0.x, $0.y, $0.z] }
        if surface.isEmpty { throw .emptySurface(tag: tag) }
        return try SurfaceLoops.find(triangles: surface, nodesPerTriangle: 3)
            .sorted { $0.perimeter(mesh.points) > $1.perimeter(mesh.points) }
    }
}
