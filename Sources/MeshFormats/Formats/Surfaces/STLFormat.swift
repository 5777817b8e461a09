import Numerics

/// Stereolithography files (.stl) of triangles, binary and text; equal corners become one point.
///
/// Binary files have single precision, text ones as many digits as they like. Written is binary:
/// coordinates that are no single-precision numbers are refused rather than rounded unless they are
/// rounded knowingly, see ``UnstructuredGrid/singlePrecision()``.
///
/// Source: format as in 3D Systems, "StereoLithography Interface Specification" (1988), from memory.
public enum STLFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "stl", summary: "STL surface", endings: [".stl"], holds: [.triangles],
        source: "StereoLithography Interface Specification, 3D Systems 1988 (from memory)")

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        try read(bytes: MeshFile.bytes(path))
    }

    /// Bytes before the count of triangles of a binary file.
    private static let headerSize = 80
    /// Bytes of a triangle: normal, corners, attribute.
    private static let recordSize = 50

    /// Reads the bytes of a file.
    public static func read(bytes: [UInt8]) throws(MeshFormatError) -> UnstructuredGrid {
        // Binary files may begin with "solid" too: their length tells.
        if bytes.count >= headerSize + 4 {
            var reader = ByteReader(bytes, at: headerSize)
            let count = try reader.integer(.uint32, "triangles")
            if bytes.count == headerSize + 4 + recordSize * count {
                return try readBinary(&reader, count)
            }
        }
        var scanner = WordScanner(bytes)
        guard scanner.word()?.lowercased() == "solid" else {
            throw .badData(
                array: "triangles",
                problem: "neither text (solid …) nor as long as its number of triangles says")
        }
        _ = scanner.restOfLine()
        var corners: [Vec3] = []
        while let word = scanner.word() {
            guard word.lowercased() == "vertex" else { continue }
            corners.append(
                Vec3(
                    try scanner.number("vertex"), try scanner.number("vertex"),
                    try scanner.number("vertex")))
        }
        guard corners.count % 3 == 0, !corners.isEmpty else {
            throw .badData(array: "vertex", problem: "\(corners.count) corners are not triangles")
        }
        return SurfaceGrid.merged(try finite(corners), scalar: .float64)
    }

    private static func readBinary(
        _ reader: inout ByteReader, _ count: Int
    ) throws(MeshFormatError) -> UnstructuredGrid {
        if count == 0 { throw .noCells(kind: "triangles") }
        var corners: [Vec3] = []
        for _ in 0..<count {
            let values = try reader.numbers(12, .float32, "triangles")
            for k in 1...3 {
                corners.append(Vec3(values[3 * k], values[3 * k + 1], values[3 * k + 2]))
            }
            _ = try reader.integer(.uint16, "triangles")
        }
        return SurfaceGrid.merged(try finite(corners), scalar: .float32)
    }

    private static func finite(_ corners: [Vec3]) throws(MeshFormatError) -> [Vec3] {
        for (index, p) in corners.enumerated()
        where !(p.x.isFinite && p.y.isFinite && p.z.isFinite) {
            throw .outOfRange(
                array: "vertex", index: index, value: "\(p)", allowed: "finite numbers")
        }
        return corners
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let nodes = try SurfaceGrid.triangles(grid, format: card.identifier)
        for (index, p) in grid.points.enumerated() {
            for x in [p.x, p.y, p.z] where Double(Float(x)) != x {
                throw .outOfRange(
                    array: "points", index: index, value: "\(x)",
                    allowed: "single precision in STL files; use ply or vtp, or --single")
            }
        }
        var bytes = [UInt8](repeating: 32, count: headerSize)
        bytes.replaceSubrange(0..<9, with: Array("hearttwin".utf8))
        bytes += try VTKNumbers.bytes([Double(nodes.count / 3)], .uint32, "triangles")
        for k in stride(from: 0, to: nodes.count, by: 3) {
            let p = (0..<3).map { grid.points[Int(nodes[k + $0])] }
            let normal = (p[1] - p[0]).cross(p[2] - p[0])
            let unit = normal.norm > 0 ? normal / normal.norm : .zero
            let values = ([unit] + p).flatMap { [$0.x, $0.y, $0.z] }
            bytes += try VTKNumbers.bytes(values, .float32, "triangles")
            bytes += [0, 0]
        }
        try MeshFile.publish(bytes, path: path)
    }
}

extension UnstructuredGrid {
    /// The grid with its points rounded to single precision.
    public func singlePrecision() -> UnstructuredGrid {
        var grid = self
        grid.pointScalar = .float32
        grid.points = points.map {
            Vec3(Double(Float($0.x)), Double(Float($0.y)), Double(Float($0.z)))
        }
        return grid
    }
}
