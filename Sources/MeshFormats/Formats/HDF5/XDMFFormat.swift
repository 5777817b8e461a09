import Foundation
import Numerics
import Storage

/// XDMF files (.xdmf) with their numbers in an HDF5 file beside them, as FEniCS and meshio have them.
///
/// Read are uniform grids of dolfin, dolfinx and meshio: the mesh, and the grids of cell and facet tags
/// that refer to its points; numbers in HDF5 or as text; of a series its first time. Written are the
/// layouts of dolfinx: the grid `mesh` of the cells of highest dimension and a grid for each other cell
/// type, so that cells come back type by type, with their arrays in `/Attributes`. The HDF5 file has the name of the
/// XDMF file; one of that name that was not written here is refused, not replaced.
///
/// Source: XDMF model and format, https://www.xdmf.org/index.php/XDMF_Model_and_Format.
public enum XDMFFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "xdmf", summary: "XDMF with HDF5 (dolfin, dolfinx, meshio)",
        endings: [".xdmf", ".xmf"],
        holds: [.tetrahedra, .triangles, .quadratic, .arrays, .numberTypes],
        source: "XDMF model and format, https://www.xdmf.org/index.php/XDMF_Model_and_Format")

    /// Names of topologies, XDMF's numbers in mixed ones, and whether these are followed by a count.
    static let topologies: [VTKCellType: (name: String, code: Int, counted: Bool)] = [
        .vertex: ("Polyvertex", 1, true), .line: ("Polyline", 2, true),
        .triangle: ("Triangle", 4, false), .tetrahedron: ("Tetrahedron", 6, false),
        .quadraticTriangle: ("Triangle_6", 36, false),
        .quadraticTetrahedron: ("Tetrahedron_10", 38, false),
    ]

    /// Other names of the same.
    static let synonyms: [String: VTKCellType] = [
        "tri_6": .quadraticTriangle, "tet_10": .quadraticTetrahedron,
    ]

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        let bytes = try MeshFile.bytes(path)
        let tree = try XMLTree(bytes)
        guard tree.root.name == "Xdmf" else {
            throw .missingElement(name: "Xdmf", inside: "the file")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        var reader = XDMFReader(bytes: bytes, folder: folder)
        for domain in tree.root.children where domain.name == "Domain" {
            for grid in domain.children where grid.name == "Grid" { try reader.add(grid) }
        }
        return try reader.grid()
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let url = URL(fileURLWithPath: path)
        let data = url.deletingPathExtension().appendingPathExtension("h5")
        let name = data.lastPathComponent
        // This name is chosen here: what has it may be a patient file, even the one that is read.
        guard data.path != url.path else {
            throw .unwritable(reason: "\(name) is for the numbers beside it; end the path in .xdmf")
        }
        if FileManager.default.fileExists(atPath: data.path) {
            let old = try? H5File(reading: data.path)
            guard let old, old.root.exists("Mesh/mesh/geometry") else {
                throw .unwritable(
                    reason: "\(name) beside it holds something else; choose another name")
            }
        }
        let writer = try MeshFormatError.storing { () throws(StorageError) in
            try H5Writer(writing: data.path)
        }
        var text = """
            <?xml version="1.0"?>
            <!DOCTYPE Xdmf SYSTEM "Xdmf.dtd" []>
            <Xdmf Version="3.0" xmlns:xi="https://www.w3.org/2001/XInclude">
            <Domain>

            """
        func item(
            _ place: String, _ values: [Double], _ scalar: VTKScalar, _ shape: [Int]
        ) throws(MeshFormatError) -> String {
            try writer.root.write(place, values, as: scalar, shape: shape)
            let kind = scalar.isReal ? "Float" : scalar.rawValue.hasPrefix("U") ? "UInt" : "Int"
            let extent = shape.map { "\($0)" }.joined(separator: " ")
            return "<DataItem Dimensions=\"\(extent)\" NumberType=\"\(kind)\""
                + " Precision=\"\(scalar.size)\" Format=\"HDF\">\(name):/\(place)</DataItem>\n"
        }
        let count = grid.points.count
        let points = grid.points.flatMap { [$0.x, $0.y, $0.z] }
        let geometry =
            "<Geometry GeometryType=\"XYZ\">"
            + (try item("Mesh/mesh/geometry", points, grid.pointScalar, [count, 3]))
            + "</Geometry>\n"
        let types = VTKCellType.allCases.filter { grid.types.contains($0) }.sorted {
            (GmshFormat.dimension($0), $0.rawValue) > (GmshFormat.dimension($1), $1.rawValue)
        }
        for (index, type) in types.enumerated() {
            guard let topology = topologies[type] else { continue }
            let title = index == 0 ? "mesh" : "\(type)"
            let (numbers, nodes) = grid.cells(type)
            let size = type.nodeCount
            text += "<Grid Name=\"\(title)\" GridType=\"Uniform\">\n"
            text += "<Topology TopologyType=\"\(topology.name)\""
            text += " NumberOfElements=\"\(numbers.count)\" NodesPerElement=\"\(size)\">"
            text += try item(
                "Mesh/\(title)/topology", nodes.map { Double($0) }, .int64, [numbers.count, size])
            text += "</Topology>\n" + geometry
            if index == 0 {
                for (k, array) in grid.pointArrays.enumerated() {
                    text += attribute(array, center: "Node")
                    text += try item(
                        "Attributes/point-\(k)", array.values, array.scalar,
                        [array.count, array.components])
                    text += "</Attribute>\n"
                }
            }
            for (k, array) in grid.cellArrays.enumerated() {
                let values = numbers.flatMap {
                    array.values[$0 * array.components..<($0 + 1) * array.components]
                }
                text += attribute(array, center: "Cell")
                text += try item(
                    "Attributes/\(title)-\(k)", values, array.scalar,
                    [numbers.count, array.components])
                text += "</Attribute>\n"
            }
            text += "</Grid>\n"
        }
        text += "</Domain>\n</Xdmf>\n"
        try MeshFormatError.storing { () throws(StorageError) in try writer.commit() }
        try MeshFile.publish(Array(text.utf8), path: path)
    }

    private static func attribute(_ array: VTKArray, center: String) -> String {
        let kinds = [1: "Scalar", 3: "Vector", 6: "Tensor6", 9: "Tensor"]
        let kind = kinds[array.components] ?? "Matrix"
        return "<Attribute Name=\"\(array.name.xmlEscaped)\" AttributeType=\"\(kind)\""
            + " Center=\"\(center)\">"
    }
}

extension String {
    /// The text as an attribute of XML.
    var xmlEscaped: String {
        replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
    }
}
