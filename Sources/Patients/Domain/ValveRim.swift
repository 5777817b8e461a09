/// The four heart valves.
public enum HeartValve: String, Sendable, CaseIterable {
    case mitral, aortic, tricuspid, pulmonary
}

/// Where a valve sits: a closed line of edges on the anatomy's boundary.
public struct ValveRim: Sendable, Equatable {
    /// Which valve.
    public var valve: HeartValve
    /// Vertices of the anatomy in order; each is joined to the next, the last one to the first.
    public var vertices: [Int32]

    /// Makes a rim.
    public init(valve: HeartValve, vertices: [Int32]) {
        self.valve = valve
        self.vertices = vertices
    }
}
