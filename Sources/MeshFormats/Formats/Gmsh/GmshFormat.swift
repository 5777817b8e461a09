/// Gmsh's files (.msh) of version 4.1, text and binary; version 2.2 is read as text.
///
/// Cells and nodes come back in the order of their numbers. The label of a cell is its physical group:
/// cell array `gmsh:physical`, with the names of the groups; `gmsh:geometrical` is its entity. Written
/// as physical groups is `gmsh:physical`, or what `part` says of tetrahedra and `tag` of triangles; all
/// other arrays of one, three or nine components become ElementData and NodeData.
///
/// Source: Gmsh reference manual, section "MSH file format", https://gmsh.info/doc/texinfo/gmsh.html#MSH-file-format.
public enum GmshFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "msh", summary: "Gmsh 4.1", endings: [".msh"],
        holds: [.tetrahedra, .triangles, .quadratic, .arrays, .labelNames, .cellOrder],
        source: "Gmsh reference manual, MSH file format version 4.1")

    /// Array with the physical group of each cell.
    public static let physical = "gmsh:physical"
    /// Key of the names of groups of a dimension: `gmsh:physical` for volumes, `gmsh:physical:2` for
    /// surfaces, and so on, because numbers of different dimensions have nothing to do with each other.
    public static func physicalNames(_ dimension: Int) -> String {
        dimension == 3 ? physical : "\(physical):\(dimension)"
    }

    /// Array with the entity of each cell.
    static let geometrical = "gmsh:geometrical"

    /// Gmsh's number of each cell type, and the place in our order of each of its nodes.
    static let cellTypes: [Int: (type: VTKCellType, order: [Int])] = [
        15: (.vertex, [0]), 1: (.line, [0, 1]), 2: (.triangle, [0, 1, 2]),
        4: (.tetrahedron, [0, 1, 2, 3]), 9: (.quadraticTriangle, [0, 1, 2, 3, 4, 5]),
        // The middles of edges 1–3 and 2–3 are the other way round than VTK's.
        11: (.quadraticTetrahedron, [0, 1, 2, 3, 4, 5, 6, 7, 9, 8]),
    ]

    /// Dimension of a cell type.
    static func dimension(_ type: VTKCellType) -> Int {
        switch type {
        case .vertex: 0
        case .line: 1
        case .triangle, .quadraticTriangle: 2
        case .tetrahedron, .quadraticTetrahedron: 3
        }
    }

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        try read(bytes: MeshFile.bytes(path))
    }

    /// Reads the bytes of a file.
    public static func read(bytes: [UInt8]) throws(MeshFormatError) -> UnstructuredGrid {
        var reader = try GmshReader(bytes)
        return try reader.read()
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) { try MeshFile.publish(bytes(grid), path: path) }

    /// The bytes of a file.
    ///
    /// - `binary`: little endian numbers, smaller and faster; text otherwise.
    public static func bytes(
        _ grid: UnstructuredGrid, binary: Bool = true
    ) throws(MeshFormatError) -> [UInt8] {
        try GmshWriter(grid, binary: binary).bytes
    }
}
