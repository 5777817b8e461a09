import Numerics

/// VTK's XML files of polygons (.vtp), here surfaces of triangles; lines are read by ``VTPReader``.
public enum VTPFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "vtp", summary: "VTK XML polygons (surfaces)", endings: [".vtp"],
        holds: [.triangles, .arrays, .fieldArrays, .numberTypes],
        source:
            "VTK user's guide, file formats, https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html"
    )

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        let (root, decoder) = try MeshFile.open(try MeshFile.bytes(path), type: "PolyData")
        let pieces = root.children.filter { $0.name == "Piece" }
        guard pieces.count == 1, let piece = pieces.first else {
            throw .badData(
                array: "Piece", problem: "the file has \(pieces.count) pieces; allowed is one")
        }
        var grid = UnstructuredGrid()
        let points = try piece.count("NumberOfPoints")
        (grid.points, grid.pointScalar) = try MeshFile.points(piece, decoder, count: points)
        for other in ["NumberOfVerts", "NumberOfLines", "NumberOfStrips"]
        where piece.attributes[other] != nil {
            if try piece.count(other) > 0 {
                throw .badAttribute(
                    name: other, element: "Piece", value: piece.attributes[other] ?? "",
                    allowed: "0: a surface has triangles only")
            }
        }
        let count = try piece.count("NumberOfPolys")
        if count == 0 { throw .noCells(kind: "triangles") }
        let polygons = try piece.child("Polys")
        let offsets = try MeshFile.array("offsets", in: polygons, decoder, count: count).integers()
        for (index, end) in offsets.enumerated() where Int(end) != 3 * (index + 1) {
            throw .outOfRange(
                array: "offsets", index: index, value: "\(end)",
                allowed: "\(3 * (index + 1)): allowed are triangles")
        }
        let nodes = try MeshFile.array(
            "connectivity", in: polygons, decoder, count: 3 * count
        ).integers()
        try MeshFile.checkNodes(nodes, points: points)
        for k in 0..<count { grid.append(.triangle, nodes[3 * k..<3 * k + 3]) }
        grid.pointArrays = try VTUReader.arrays("PointData", piece, decoder, count: points)
        grid.cellArrays = try VTUReader.arrays("CellData", piece, decoder, count: count)
        grid.fieldArrays = try VTUReader.fieldArrays(root, decoder)
        return grid
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        _ = try SurfaceGrid.triangles(grid, format: card.identifier)
        try MeshFile.publish(VTUWriter.bytes(grid, asPolygons: true), path: path)
    }
}
