/// A conducting sheet of no thickness on triangles of the mesh, faster than the tissue below.
///
/// The front obeys the two-dimensional eikonal equation with its own isotropic speed on the
/// triangles and shares its vertices with the tissue: it is the limit of a thin fast layer, whose
/// travel times depend on the mesh only by the discretisation error (a layer of whole elements would
/// be as thick, and as fast, as the mesh is coarse).
public struct SurfaceLayer: Sendable {
    /// Vertex numbers of the triangles.
    public var triangles: [SIMD3<Int32>]
    /// Speed along the surface [mm/ms].
    public var velocity: Double

    /// Makes a layer with the given speed [mm/ms].
    public init(triangles: [SIMD3<Int32>], velocity: Double) {
        self.triangles = triangles
        self.velocity = velocity
    }
}

/// One-way conduction from node to node of the graph that tissue and Purkinje trees form.
public struct ConductionLink: Sendable, Equatable {
    /// Start: vertex of the mesh, or node of the network counted after the vertices.
    public var from: Int32
    /// End, numbered likewise.
    public var to: Int32
    /// Travel time [ms].
    public var delay: Double

    /// Makes a link.
    public init(from: Int32, to: Int32, delay: Double) {
        self.from = from
        self.to = to
        self.delay = delay
    }
}
