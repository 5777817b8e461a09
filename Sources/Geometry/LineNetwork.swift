public import Numerics

/// Points joined by straight lines, such as a Purkinje tree.
public struct LineNetwork: Sendable {
    /// Points [mm].
    public var points: [Vec3]
    /// The two points of each line.
    public var edges: [SIMD2<Int32>]

    /// Makes a network.
    public init(points: [Vec3], edges: [SIMD2<Int32>]) {
        self.points = points
        self.edges = edges
    }

    /// Length of all lines [mm].
    public var totalLength: Double {
        edges.reduce(0) { $0 + (points[Int($1.x)] - points[Int($1.y)]).norm }
    }
}
