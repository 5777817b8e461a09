public import Geometry

extension VentricularMeshFile {
    /// Names of parts and tags in formats that keep names.
    public static let labelNames: [String: [Int32: String]] = [
        "part": [1: "left", 2: "right", 7: "septum"],
        "tag": [1: "lv-endo", 2: "rv-endo", 3: "epi", 4: "base"],
    ]

    /// The grid of a quadratic mesh.
    public static func grid(_ mesh: QuadraticTetMesh) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        grid.points = mesh.points
        for tet in 0..<mesh.tetCount {
            grid.append(.quadraticTetrahedron, mesh.tets[10 * tet..<10 * tet + 10])
        }
        for triangle in 0..<mesh.triangleCount {
            grid.append(.quadraticTriangle, mesh.triangles[6 * triangle..<6 * triangle + 6])
        }
        addArrays(mesh.regions, mesh.triangleTags, mesh.coordinates, to: &grid)
        return grid
    }

    /// The grid of a linear mesh.
    public static func grid(_ anatomy: VentricularAnatomy) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        grid.points = anatomy.mesh.points
        for t in anatomy.mesh.tets { grid.append(.tetrahedron, [t.x, t.y, t.z, t.w]) }
        for t in anatomy.triangles { grid.append(.triangle, [t.x, t.y, t.z]) }
        addArrays(anatomy.regions, anatomy.triangleTags, anatomy.coordinates, to: &grid)
        return grid
    }

    private static func addArrays(
        _ regions: [WallRegion], _ tags: [SurfaceTag], _ coordinates: VentricularCoordinates?,
        to grid: inout UnstructuredGrid
    ) {
        grid.labelNames = labelNames
        let noPart = [Double](repeating: 0, count: tags.count)
        let noTag = [Double](repeating: 0, count: regions.count)
        grid.cellArrays = [
            VTKArray(
                name: "part", scalar: .uint8,
                values: regions.map { Double($0.rawValue) } + noPart),
            VTKArray(
                name: "tag", scalar: .uint8, values: noTag + tags.map { Double($0.rawValue) }),
        ]
        guard let coordinates else { return }
        grid.pointArrays = [
            VTKArray(name: "ab", scalar: .float32, values: coordinates.apicobasal),
            VTKArray(name: "tm", scalar: .float32, values: coordinates.transmural),
            VTKArray(name: "rt", scalar: .float32, values: coordinates.rotational),
        ]
    }
}
