public import Numerics

/// Where and when activation starts.
public struct ActivationSource: Sendable, Equatable {
    /// Place of a source.
    public enum Place: Sendable, Equatable {
        /// A vertex of the mesh, or a node of the conduction network counted after the vertices.
        case vertex(Int)
        /// A point in the tissue [mm]; a little outside, the nearest point of the wall is taken.
        case point(Vec3)
    }

    /// Where.
    public var place: Place
    /// When [ms].
    public var time: Double

    /// Starts at a vertex at `time` [ms].
    public init(vertex: Int, time: Double = 0) {
        place = .vertex(vertex)
        self.time = time
    }

    /// Starts at a point [mm] at `time` [ms].
    public init(point: Vec3, time: Double = 0) {
        place = .point(point)
        self.time = time
    }
}
