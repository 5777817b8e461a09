public import Geometry

/// Line networks, such as Purkinje trees, as VTU files of two-node lines in millimetres.
public enum LineNetworkFile {
    /// Reads a network.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func read(path: String) throws(MeshFormatError) -> LineNetwork {
        let grid = try VTUReader.read(path: path)
        let nodes = grid.cells(.line).nodes
        if nodes.isEmpty { throw .inFile(path: path, problem: .noCells(kind: "lines")) }
        return LineNetwork(
            points: grid.points,
            edges: stride(from: 0, to: nodes.count, by: 2).map { SIMD2(nodes[$0], nodes[$0 + 1]) })
    }

    /// The grid of a network.
    public static func grid(_ network: LineNetwork) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        grid.points = network.points
        for edge in network.edges { grid.append(.line, [edge.x, edge.y]) }
        return grid
    }
}
