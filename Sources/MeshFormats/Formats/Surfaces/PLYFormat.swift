import Numerics

/// Polygon files (.ply) of triangles, text and binary of either byte order.
///
/// Scalar properties of vertices and faces become arrays; larger polygons are refused. Written is
/// binary, little endian, with coordinates of the grid's precision and scalar arrays as properties.
///
/// Source: Turk, "The PLY Polygon File Format" (1994), https://paulbourke.net/dataformats/ply/.
public enum PLYFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "ply", summary: "PLY surface", endings: [".ply"],
        holds: [.triangles, .numberTypes], source: "Turk, The PLY Polygon File Format (1994)")

    /// Names of number types; the first of a type is written.
    fileprivate static let types: [(String, VTKScalar)] = [
        ("char", .int8), ("uchar", .uint8), ("short", .int16), ("ushort", .uint16), ("int", .int32),
        ("uint", .uint32), ("float", .float32), ("double", .float64), ("int8", .int8),
        ("uint8", .uint8), ("int16", .int16), ("uint16", .uint16), ("int32", .int32),
        ("uint32", .uint32), ("float32", .float32), ("float64", .float64),
    ]

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        var reader = try PLYReader(MeshFile.bytes(path))
        return try reader.read()
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let nodes = try SurfaceGrid.triangles(grid, format: card.identifier)
        func name(_ scalar: VTKScalar) -> String? { types.first { $0.1 == scalar }?.0 }
        func scalars(_ arrays: [VTKArray]) -> [VTKArray] {
            arrays.filter {
                $0.components == 1 && name($0.scalar) != nil && !$0.name.contains(" ")
                    && !["x", "y", "z", "vertex_indices"].contains($0.name)
            }
        }
        let (onPoints, onCells) = (scalars(grid.pointArrays), scalars(grid.cellArrays))
        let real = name(grid.pointScalar) ?? "double"
        var header = "ply\nformat binary_little_endian 1.0\nelement vertex \(grid.points.count)\n"
        for axis in ["x", "y", "z"] { header += "property \(real) \(axis)\n" }
        for array in onPoints { header += "property \(name(array.scalar) ?? "") \(array.name)\n" }
        header += "element face \(nodes.count / 3)\nproperty list uchar int vertex_indices\n"
        for array in onCells { header += "property \(name(array.scalar) ?? "") \(array.name)\n" }
        var bytes = Array((header + "end_header\n").utf8)
        for (index, p) in grid.points.enumerated() {
            bytes += try VTKNumbers.bytes([p.x, p.y, p.z], grid.pointScalar, "vertex")
            for array in onPoints {
                bytes += try VTKNumbers.bytes([array.values[index]], array.scalar, array.name)
            }
        }
        for k in 0..<nodes.count / 3 {
            bytes.append(3)
            let corners = nodes[3 * k..<3 * k + 3].map { Double($0) }
            bytes += try VTKNumbers.bytes(corners, .int32, "face")
            for array in onCells {
                bytes += try VTKNumbers.bytes([array.values[k]], array.scalar, array.name)
            }
        }
        try MeshFile.publish(bytes, path: path)
    }
}

/// Reads one polygon file.
private struct PLYReader {
    private struct Property {
        var name: String
        var scalar: VTKScalar
        /// Type of the length where the property is a list.
        var length: VTKScalar?
    }

    private struct Element {
        var name: String
        var count: Int
        var properties: [Property] = []
    }

    private var words: WordScanner
    private var elements: [Element] = []
    /// Byte order of a binary file; nil for text.
    private var bigEndian: Bool?

    init(_ bytes: [UInt8]) throws(MeshFormatError) {
        words = WordScanner(bytes)
        guard words.restOfLine() == "ply" else {
            throw words.error("header", "the file does not begin with ply")
        }
        while true {
            if words.isAtEndOfFile { throw .truncated(inside: "the header") }
            let line = words.restOfLine().split(separator: " ").map(String.init)
            switch line.first {
            case "format":
                let name = line.dropFirst().first ?? ""
                let orders = [
                    "ascii": nil, "binary_little_endian": false, "binary_big_endian": true,
                ]
                guard let order = orders[name] else {
                    throw words.error("format", "\"\(name)\" is not known")
                }
                bigEndian = order
            case "element":
                guard line.count == 3, let count = Int(line[2]), count >= 0, count <= bytes.count
                else { throw words.error("element", "expected a name and a count") }
                elements.append(Element(name: line[1], count: count))
            case "property":
                guard let last = elements.indices.last, let name = line.last else {
                    throw words.error("property", "it is of no element")
                }
                let types = line.dropFirst().dropLast().filter { $0 != "list" }.map { word in
                    PLYFormat.types.first { $0.0 == word }?.1
                }
                guard let scalar = types.last ?? nil, types.count <= 2, !types.contains(nil) else {
                    throw words.error("property", "a type is not known")
                }
                elements[last].properties.append(
                    Property(
                        name: name, scalar: scalar,
                        length: types.count == 2 ? types.first ?? nil : nil))
            case "end_header": return
            default: continue
            }
        }
    }

    mutating func read() throws(MeshFormatError) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        for element in elements {
            var columns = [[Double]](repeating: [], count: element.properties.count)
            var lists: [[Double]] = []
            for _ in 0..<element.count {
                for (index, property) in element.properties.enumerated() {
                    if let length = property.length {
                        let count = Int(exactly: try number(length)) ?? -1
                        guard count >= 0, count <= words.bytes.count else {
                            throw words.error(property.name, "a list has a wrong length")
                        }
                        var list: [Double] = []
                        for _ in 0..<count { list.append(try number(property.scalar)) }
                        if element.name == "face", property.name.hasPrefix("vertex_ind") {
                            lists.append(list)
                        }
                    } else {
                        columns[index].append(try number(property.scalar))
                    }
                }
            }
            let arrays = zip(element.properties, columns).filter { $0.0.length == nil }.map {
                VTKArray(name: $0.0.name, scalar: $0.0.scalar, values: $0.1)
            }
            if element.name == "vertex" { try addPoints(arrays, to: &grid) }
            if element.name == "face" {
                for (face, list) in lists.enumerated() {
                    guard list.count == 3 else {
                        throw .badData(
                            array: "face",
                            problem: "face \(face) has \(list.count) corners; allowed are triangles"
                        )
                    }
                    let nodes = list.map { Int32(exactly: $0) ?? -1 }
                    try MeshFile.checkNodes(nodes, points: grid.points.count)
                    grid.append(.triangle, nodes)
                }
                grid.cellArrays = arrays
            }
        }
        if grid.types.isEmpty { throw .noCells(kind: "triangles") }
        return grid
    }

    private func addPoints(
        _ arrays: [VTKArray], to grid: inout UnstructuredGrid
    ) throws(MeshFormatError) {
        var axes: [[Double]] = []
        for name in ["x", "y", "z"] {
            guard let array = arrays.first(where: { $0.name == name }) else {
                throw .missingArray(name: name, kind: "vertex", present: arrays.map(\.name))
            }
            axes.append(array.values)
            grid.pointScalar = array.scalar
        }
        for index in axes[0].indices {
            let p = Vec3(axes[0][index], axes[1][index], axes[2][index])
            guard p.x.isFinite, p.y.isFinite, p.z.isFinite else {
                throw .outOfRange(
                    array: "vertex", index: index, value: "\(p)", allowed: "finite numbers")
            }
            grid.points.append(p)
        }
        grid.pointArrays = arrays.filter { !["x", "y", "z"].contains($0.name) }
    }

    private mutating func number(_ scalar: VTKScalar) throws(MeshFormatError) -> Double {
        guard let bigEndian else { return try words.number("data") }
        var reader = ByteReader(words.bytes, at: words.position, bigEndian: bigEndian)
        let value = try reader.number(scalar, "data")
        words.position = reader.position
        return value
    }
}
