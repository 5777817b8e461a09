public import Geometry

/// Reader of the lines in VTK's XML files of polygonal data (.vtp); encodings as ``VTUReader``.
public enum VTPReader {
    /// Reads the points and lines of a file; a line of n points becomes n − 1 edges.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func readLines(path: String) throws(MeshFormatError) -> LineNetwork {
        do throws(MeshFormatError) {
            return try readLines(bytes: MeshFile.bytes(path))
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    /// Reads the bytes of a file.
    public static func readLines(bytes: [UInt8]) throws(MeshFormatError) -> LineNetwork {
        let (root, decoder) = try MeshFile.open(bytes, type: "PolyData")
        var network = LineNetwork(points: [], edges: [])
        for piece in root.children where piece.name == "Piece" {
            let count = try piece.count("NumberOfPoints")
            let shift = Int32(network.points.count)
            if Int(shift) + count > Int(Int32.max) {
                throw .badMesh(problem: "the pieces have more than \(Int32.max) points")
            }
            network.points += try MeshFile.points(piece, decoder, count: count).0
            for edge in try edges(piece, decoder, points: count) {
                network.edges.append(edge &+ shift)
            }
        }
        if network.edges.isEmpty { throw .noCells(kind: "lines") }
        return network
    }

    private static func edges(
        _ piece: XMLElement, _ decoder: VTKArrayDecoder, points: Int
    ) throws(MeshFormatError) -> [SIMD2<Int32>] {
        let lines = try piece.count("NumberOfLines")
        let element = try piece.child("Lines")
        let offsets = try MeshFile.array("offsets", in: element, decoder, count: lines).integers()
        var start: Int32 = 0
        for (index, end) in offsets.enumerated() {
            if end < start {
                throw .outOfRange(
                    array: "offsets", index: index, value: "\(end)", allowed: "\(start) or more")
            }
            start = end
        }
        let nodes = try MeshFile.array(
            "connectivity", in: element, decoder, count: Int(offsets.last ?? 0)
        ).integers()
        try MeshFile.checkNodes(nodes, points: points)
        var edges: [SIMD2<Int32>] = []
        var first = 0
        for end in offsets.map({ Int($0) }) {
            for (a, b) in zip(nodes[first..<end], nodes[first..<end].dropFirst()) {
                edges.append(SIMD2(a, b))
            }
            first = end
        }
        return edges
    }
}
