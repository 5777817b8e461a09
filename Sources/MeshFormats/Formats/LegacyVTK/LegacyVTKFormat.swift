import Numerics

/// VTK's legacy files (.vtk) of unstructured grids and polygons.
///
/// Read are ASCII and binary files of versions 1 to 5.1, with arrays as SCALARS, VECTORS, NORMALS,
/// TENSORS, TEXTURE_COORDINATES and FIELD; colours and strings are left out. Written is version 3.0,
/// binary, with all arrays as FIELD, which every version of VTK reads.
public enum LegacyVTKFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "vtk", summary: "VTK legacy file", endings: [".vtk"],
        holds: [
            .tetrahedra, .triangles, .quadratic, .arrays, .fieldArrays, .numberTypes, .cellOrder,
        ],
        source:
            "VTK user's guide, file formats, https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html"
    )

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        try read(bytes: MeshFile.bytes(path))
    }

    /// Reads the bytes of a file.
    public static func read(bytes: [UInt8]) throws(MeshFormatError) -> UnstructuredGrid {
        var reader = try LegacyVTKReader(bytes)
        return try reader.read()
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) { try MeshFile.publish(bytes(grid), path: path) }

    /// The bytes of a file.
    public static func bytes(_ grid: UnstructuredGrid) throws(MeshFormatError) -> [UInt8] {
        var file = Array("# vtk DataFile Version 3.0\nhearttwin\nBINARY\n".utf8)
        file += "DATASET UNSTRUCTURED_GRID\n".utf8
        try add("FIELD FieldData", grid.fieldArrays, to: &file)
        let points = grid.points.flatMap { [$0.x, $0.y, $0.z] }
        file += "POINTS \(grid.points.count) \(LegacyVTKNumber.name(grid.pointScalar))\n".utf8
        file += try VTKNumbers.bytes(points, grid.pointScalar, "POINTS", bigEndian: true)
        var cells: [Double] = []
        var start = 0
        for type in grid.types {
            cells.append(Double(type.nodeCount))
            for k in 0..<type.nodeCount { cells.append(Double(grid.connectivity[start + k])) }
            start += type.nodeCount
        }
        file += "\nCELLS \(grid.types.count) \(cells.count)\n".utf8
        file += try VTKNumbers.bytes(cells, .int32, "CELLS", bigEndian: true)
        file += "\nCELL_TYPES \(grid.types.count)\n".utf8
        let types = grid.types.map { Double($0.rawValue) }
        file += try VTKNumbers.bytes(types, .int32, "CELL_TYPES", bigEndian: true)
        for (title, count, arrays) in [
            ("CELL_DATA", grid.types.count, grid.cellArrays),
            ("POINT_DATA", grid.points.count, grid.pointArrays),
        ] where !arrays.isEmpty {
            file += "\n\(title) \(count)\n".utf8
            try add("FIELD FieldData", arrays, to: &file)
        }
        file.append(UInt8(ascii: "\n"))
        return file
    }

    private static func add(
        _ title: String, _ arrays: [VTKArray], to file: inout [UInt8]
    ) throws(MeshFormatError) {
        if arrays.isEmpty { return }
        file += "\(title) \(arrays.count)\n".utf8
        for array in arrays {
            let name = LegacyVTKNumber.encoded(array.name)
            let type = LegacyVTKNumber.name(array.scalar)
            file += "\(name) \(array.components) \(array.count) \(type)\n".utf8
            file += try VTKNumbers.bytes(array.values, array.scalar, array.name, bigEndian: true)
            file.append(UInt8(ascii: "\n"))
        }
    }
}

/// Names of number types and arrays in legacy files.
enum LegacyVTKNumber {
    private static let names: [(String, VTKScalar)] = [
        ("char", .int8), ("unsigned_char", .uint8), ("short", .int16), ("unsigned_short", .uint16),
        ("int", .int32), ("unsigned_int", .uint32), ("long", .int64), ("unsigned_long", .uint64),
        ("float", .float32), ("double", .float64), ("vtktypeint64", .int64),
        ("vtktypeuint64", .uint64), ("signed_char", .int8), ("vtkidtype", .int32),
    ]

    static func name(_ scalar: VTKScalar) -> String {
        names.first { $0.1 == scalar }?.0 ?? "double"
    }

    static func scalar(_ name: String) -> VTKScalar? {
        names.first { $0.0 == name.lowercased() }?.1
    }

    /// A name without the bytes that end one, by percent signs as in a URL.
    static func encoded(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            let plain = byte > 32 && byte < 127 && byte != UInt8(ascii: "%") && byte != 34
            text += plain ? String(UnicodeScalar(byte)) : "%" + hex(byte)
        }
        return text
    }

    static func decoded(_ name: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(name.utf8)[...]
        while let first = rest.popFirst() {
            if first == UInt8(ascii: "%"), rest.count >= 2,
                let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(first)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
}
