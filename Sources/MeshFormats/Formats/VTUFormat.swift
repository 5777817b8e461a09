/// VTK's XML files of unstructured grids; see ``VTUReader`` and ``VTUWriter``.
public enum VTUFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "vtu", summary: "VTK XML unstructured grid", endings: [".vtu"],
        holds: [
            .tetrahedra, .triangles, .quadratic, .arrays, .fieldArrays, .numberTypes, .cellOrder,
        ],
        source:
            "VTK user's guide, file formats, https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html"
    )

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        try VTUReader.read(path: path)
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) { try VTUWriter.write(grid, path: path) }
}
