import CZlib
import Foundation
import Numerics

/// Writer of VTK's XML files of unstructured grids (.vtu): appended raw data, zlib compression.
public enum VTUWriter {
    /// Uncompressed bytes of one block; larger ones compress little better.
    private static let blockSize = 1 << 20

    /// Writes a file, replacing an old one only when the new one is complete.
    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        do throws(MeshFormatError) {
            try MeshFile.publish(bytes(grid), path: path)
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    /// The bytes of a file.
    public static func bytes(_ grid: UnstructuredGrid) throws(MeshFormatError) -> [UInt8] {
        try bytes(grid, asPolygons: false)
    }

    /// The bytes of a file of an unstructured grid, or of polygons.
    static func bytes(
        _ grid: UnstructuredGrid, asPolygons: Bool
    ) throws(MeshFormatError) -> [UInt8] {
        let type = asPolygons ? "PolyData" : "UnstructuredGrid"
        let group = asPolygons ? "Polys" : "Cells"
        var writer = Appender()
        var text = """
            <?xml version="1.0"?>
            <VTKFile type="\(type)" version="1.0" byte_order="LittleEndian" \
            header_type="UInt64" compressor="vtkZLibDataCompressor">
            <\(type)>

            """
        if !grid.fieldArrays.isEmpty {
            text += "<FieldData>\n"
            for array in grid.fieldArrays { text += try writer.element(array, isField: true) }
            text += "</FieldData>\n"
        }
        text += "<Piece NumberOfPoints=\"\(grid.points.count)\""
        text += " NumberOf\(group)=\"\(grid.types.count)\">\n"
        text += "<PointData>\n"
        for array in grid.pointArrays { text += try writer.element(array) }
        text += "</PointData>\n<CellData>\n"
        for array in grid.cellArrays { text += try writer.element(array) }
        text += "</CellData>\n<Points>\n"
        let points = VTKArray(
            name: "Points", components: 3, scalar: grid.pointScalar,
            values: grid.points.flatMap { [$0.x, $0.y, $0.z] })
        text += try writer.element(points)
        text += "</Points>\n<\(group)>\n"
        for array in cells(grid) where !asPolygons || array.name != "types" {
            text += try writer.element(array)
        }
        text += "</\(group)>\n</Piece>\n</\(type)>\n<AppendedData encoding=\"raw\">_"
        return Array(text.utf8) + writer.data + Array("\n</AppendedData>\n</VTKFile>\n".utf8)
    }

    private static func cells(_ grid: UnstructuredGrid) -> [VTKArray] {
        var end = 0
        let offsets = grid.types.map { type in
            end += type.nodeCount
            return Double(end)
        }
        return [
            VTKArray(
                name: "connectivity", scalar: .int32, values: grid.connectivity.map { Double($0) }),
            VTKArray(name: "offsets", scalar: .int32, values: offsets),
            VTKArray(
                name: "types", scalar: .uint8, values: grid.types.map { Double($0.rawValue) }),
        ]
    }

    /// Collects the appended data.
    private struct Appender {
        var data: [UInt8] = []

        /// The element of an array, whose numbers go to the appended data.
        mutating func element(
            _ array: VTKArray, isField: Bool = false
        ) throws(MeshFormatError) -> String {
            guard let bytes = VTKNumbers.encode(array.values, array.scalar) else {
                throw .badData(
                    array: array.name, problem: "a value does not fit \(array.scalar.rawValue)")
            }
            let offset = data.count
            try append(bytes, array: array.name)
            let tuples = isField ? " NumberOfTuples=\"\(array.count)\"" : ""
            return "<DataArray type=\"\(array.scalar.rawValue)\" Name=\"\(escaped(array.name))\""
                + " NumberOfComponents=\"\(array.components)\"\(tuples)"
                + " format=\"appended\" offset=\"\(offset)\"/>\n"
        }

        private mutating func append(_ bytes: [UInt8], array: String) throws(MeshFormatError) {
            var blocks: [[UInt8]] = []
            for start in stride(from: 0, to: bytes.count, by: blockSize) {
                let block = Array(bytes[start..<min(start + blockSize, bytes.count)])
                blocks.append(try deflated(block, array: array))
            }
            let header =
                [blocks.count, blockSize, bytes.count % blockSize] + blocks.map(\.count)
            for word in header {
                withUnsafeBytes(of: UInt64(word).littleEndian) { data.append(contentsOf: $0) }
            }
            for block in blocks { data += block }
        }

        private func deflated(
            _ block: [UInt8], array: String
        ) throws(MeshFormatError) -> [UInt8] {
            var length = compressBound(uLong(block.count))
            var status = Z_OK
            let result = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
                status = compress2(
                    buffer.baseAddress, &length, block, uLong(block.count), Z_BEST_COMPRESSION)
                count = status == Z_OK ? Int(length) : 0
            }
            if status != Z_OK {
                throw .badData(array: array, problem: "zlib cannot compress it (\(status))")
            }
            return result
        }

        private func escaped(_ name: String) -> String {
            name.replacingOccurrences(of: "&", with: "&amp;")
                .replacingOccurrences(of: "<", with: "&lt;")
                .replacingOccurrences(of: "\"", with: "&quot;")
        }
    }
}
