import Foundation

/// Reader of VTK's XML files of unstructured grids (.vtu).
///
/// Formats ascii, binary (base64) and appended (raw and base64), with and without zlib compression,
/// headers of 32 and 64 bits, both byte orders, any number of pieces. Arrays of strings are left
/// out. Anything inconsistent is an error; no input makes it crash.
public enum VTUReader {
    /// Reads a file.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        do throws(MeshFormatError) {
            return try read(bytes: MeshFile.bytes(path))
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    /// Reads the bytes of a file.
    public static func read(bytes: [UInt8]) throws(MeshFormatError) -> UnstructuredGrid {
        let (root, decoder) = try MeshFile.open(bytes, type: "UnstructuredGrid")
        var grid = UnstructuredGrid()
        for (number, piece) in root.children.filter({ $0.name == "Piece" }).enumerated() {
            let part = try read(piece, decoder)
            if number == 0 { grid = part } else { try append(part, to: &grid) }
        }
        if grid.points.isEmpty { throw .noCells(kind: "points") }
        grid.fieldArrays = try fieldArrays(root, decoder)
        return grid
    }

    private static func read(
        _ piece: XMLElement, _ decoder: VTKArrayDecoder
    ) throws(MeshFormatError) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        let points = try piece.count("NumberOfPoints")
        let cells = try piece.count("NumberOfCells")
        (grid.points, grid.pointScalar) = try MeshFile.points(piece, decoder, count: points)
        let element = try piece.child("Cells")
        let offsets = try MeshFile.array("offsets", in: element, decoder, count: cells).integers()
        let types = try MeshFile.array("types", in: element, decoder, count: cells).integers()
        var last: Int32 = 0
        for cell in 0..<cells {
            guard let raw = UInt8(exactly: types[cell]), let type = VTKCellType(rawValue: raw)
            else { throw .unsupportedCell(type: Int(types[cell]), cell: cell) }
            let (end, overflow) = last.addingReportingOverflow(Int32(type.nodeCount))
            if overflow || offsets[cell] != end {
                throw .outOfRange(
                    array: "offsets", index: cell, value: "\(offsets[cell])",
                    allowed: "\(Int(last) + type.nodeCount), the end of the cell's nodes")
            }
            last = end
            grid.types.append(type)
        }
        grid.connectivity = try MeshFile.array(
            "connectivity", in: element, decoder, count: Int(last)
        ).integers()
        try MeshFile.checkNodes(grid.connectivity, points: points)
        grid.pointArrays = try arrays("PointData", piece, decoder, count: points)
        grid.cellArrays = try arrays("CellData", piece, decoder, count: cells)
        return grid
    }

    /// The arrays of the file as a whole.
    static func fieldArrays(
        _ root: XMLElement, _ decoder: VTKArrayDecoder
    ) throws(MeshFormatError) -> [VTKArray] {
        guard let data = root.children.first(where: { $0.name == "FieldData" }) else { return [] }
        var arrays: [VTKArray] = []
        for element in data.children where element.attributes["type"] != "String" {
            arrays.append(try decoder.decode(element, count: element.count("NumberOfTuples")))
        }
        return arrays
    }

    /// The arrays of a group of a piece.
    static func arrays(
        _ name: String, _ piece: XMLElement, _ decoder: VTKArrayDecoder, count: Int
    ) throws(MeshFormatError) -> [VTKArray] {
        guard let data = piece.children.first(where: { $0.name == name }) else { return [] }
        var arrays: [VTKArray] = []
        for element in data.children
        where element.name == "DataArray" && element.attributes["type"] != "String" {
            arrays.append(try decoder.decode(element, count: count))
        }
        return arrays
    }

    /// Joins pieces; only arrays that all pieces have stay.
    private static func append(
        _ part: UnstructuredGrid, to grid: inout UnstructuredGrid
    ) throws(MeshFormatError) {
        let shift = grid.points.count
        if shift + part.points.count > Int(Int32.max) {
            throw .badMesh(problem: "the pieces have more than \(Int32.max) points")
        }
        grid.points += part.points
        grid.types += part.types
        grid.connectivity += part.connectivity.map { $0 + Int32(shift) }
        grid.pointArrays = joined(grid.pointArrays, part.pointArrays)
        grid.cellArrays = joined(grid.cellArrays, part.cellArrays)
    }

    private static func joined(_ first: [VTKArray], _ second: [VTKArray]) -> [VTKArray] {
        first.compactMap { array in
            let match = second.first {
                $0.name == array.name && $0.components == array.components
            }
            guard let match else { return nil }
            var whole = array
            whole.values += match.values
            return whole
        }
    }
}
