/// The ventricular wall on linear tetrahedra with its tagged boundary: the electrical mesh.
public struct VentricularAnatomy: Sendable {
    /// The wall.
    public var mesh: TetMesh
    /// Part of each tetrahedron.
    public var regions: [WallRegion]
    /// Boundary triangles, oriented outwards from the wall.
    public var triangles: [SIMD3<Int32>]
    /// Surface of each boundary triangle.
    public var triangleTags: [SurfaceTag]
    /// Ventricular coordinates at the vertices, where known.
    public var coordinates: VentricularCoordinates?

    /// Makes an anatomy.
    public init(
        mesh: TetMesh, regions: [WallRegion], triangles: [SIMD3<Int32>],
        triangleTags: [SurfaceTag], coordinates: VentricularCoordinates? = nil
    ) {
        precondition(regions.count == mesh.tets.count && triangleTags.count == triangles.count)
        self.mesh = mesh
        self.regions = regions
        self.triangles = triangles
        self.triangleTags = triangleTags
        self.coordinates = coordinates
    }
}

/// Position in the ventricles independent of their shape, one value per node.
public struct VentricularCoordinates: Sendable {
    /// 0 at the apex, 1 at the base.
    public var apicobasal: [Double]
    /// 0 on the endocardium (LV and RV free wall), 1 on the epicardium and the septum's RV side.
    public var transmural: [Double]
    /// Angle around the long axis [rad], −π … π.
    public var rotational: [Double]

    /// Makes coordinates.
    public init(apicobasal: [Double], transmural: [Double], rotational: [Double]) {
        self.apicobasal = apicobasal
        self.transmural = transmural
        self.rotational = rotational
    }
}
