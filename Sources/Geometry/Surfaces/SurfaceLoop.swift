public import Numerics

/// A closed line of edges that bounds a triangulated surface, such as a valve rim.
///
/// The loop runs along the edges in the direction of the triangles of its surface, so that the
/// triangle (vertices[i+1], vertices[i], c) continues the surface consistently beyond the rim.
public struct SurfaceLoop: Sendable, Equatable {
    /// Corner nodes in order; each vertex is joined to the next, the last one to the first.
    public var vertices: [Int32]
    /// Middle nodes in order, `middles[i]` between `vertices[i]` and the next; empty if linear.
    public var middles: [Int32]

    /// Makes a loop.
    public init(vertices: [Int32], middles: [Int32] = []) {
        precondition(middles.isEmpty || middles.count == vertices.count)
        self.vertices = vertices
        self.middles = middles
    }

    /// Number of edges.
    public var edgeCount: Int { vertices.count }

    /// All nodes in order along the loop: corners, and between them the middles if there are any.
    public var nodes: [Int32] {
        guard !middles.isEmpty else { return vertices }
        var all: [Int32] = []
        all.reserveCapacity(2 * vertices.count)
        for (vertex, middle) in zip(vertices, middles) {
            all.append(vertex)
            all.append(middle)
        }
        return all
    }

    /// Mean of the corner nodes [mm].
    public func centroid(_ points: [Vec3]) -> Vec3 {
        var sum = Vec3.zero
        for v in vertices { sum += points[Int(v)] }
        return sum / Double(vertices.count)
    }

    /// Length of the polygon through all nodes [mm].
    public func perimeter(_ points: [Vec3]) -> Double {
        let ring = nodes
        var sum = 0.0
        for (k, node) in ring.enumerated() {
            sum += (points[Int(ring[(k + 1) % ring.count])] - points[Int(node)]).norm
        }
        return sum
    }

    /// Vector area of the polygon through all nodes [mm²], independent of the origin.
    ///
    /// `A = ½ Σ pᵢ × pᵢ₊₁`
    public func areaVector(_ points: [Vec3]) -> Vec3 {
        let ring = nodes
        guard let first = ring.first else { return .zero }
        let origin = points[Int(first)]
        var sum = Vec3.zero
        for (k, node) in ring.enumerated() {
            let a = points[Int(node)] - origin
            let b = points[Int(ring[(k + 1) % ring.count])] - origin
            sum += a.cross(b)
        }
        return 0.5 * sum
    }
}
