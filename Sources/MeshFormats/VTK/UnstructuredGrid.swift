public import Numerics

/// Cell types we read and write; raw values are VTK's.
public enum VTKCellType: UInt8, Sendable, CaseIterable {
    case vertex = 1
    case line = 3
    case triangle = 5
    case tetrahedron = 10
    case quadraticTriangle = 22
    case quadraticTetrahedron = 24

    /// Nodes of one cell.
    public var nodeCount: Int {
        switch self {
        case .vertex: 1
        case .line: 2
        case .triangle: 3
        case .tetrahedron: 4
        case .quadraticTriangle: 6
        case .quadraticTetrahedron: 10
        }
    }
}

/// The content of a VTU file: points, cells of mixed types, and arrays on both.
public struct UnstructuredGrid: Sendable {
    /// Points [mm].
    public var points: [Vec3] = []
    /// Number type of the points in the file.
    public var pointScalar = VTKScalar.float64
    /// Type of each cell.
    public var types: [VTKCellType] = []
    /// Nodes of all cells, one cell behind the other.
    public var connectivity: [Int32] = []
    /// Arrays with one entry per point.
    public var pointArrays: [VTKArray] = []
    /// Arrays with one entry per cell.
    public var cellArrays: [VTKArray] = []
    /// Arrays that belong to the file as a whole.
    public var fieldArrays: [VTKArray] = []

    /// Names of the numbers in arrays of labels, by the array's name.
    public var labelNames: [String: [Int32: String]] = [:]

    /// Makes an empty grid.
    public init() {}

    /// Adds a cell.
    public mutating func append(_ type: VTKCellType, _ nodes: some Collection<Int32>) {
        precondition(nodes.count == type.nodeCount)
        types.append(type)
        connectivity.append(contentsOf: nodes)
    }

    /// Numbers of the cells of one type, and their nodes one behind the other.
    public func cells(_ type: VTKCellType) -> (numbers: [Int], nodes: [Int32]) {
        var numbers: [Int] = []
        var nodes: [Int32] = []
        var start = 0
        for (cell, other) in types.enumerated() {
            if other == type {
                numbers.append(cell)
                nodes += connectivity[start..<start + type.nodeCount]
            }
            start += other.nodeCount
        }
        return (numbers, nodes)
    }

    /// The cell array with a name.
    public func cellArray(_ name: String) throws(MeshFormatError) -> VTKArray {
        try Self.array(name, in: cellArrays, kind: "cell")
    }

    /// The point array with a name.
    public func pointArray(_ name: String) throws(MeshFormatError) -> VTKArray {
        try Self.array(name, in: pointArrays, kind: "point")
    }

    private static func array(
        _ name: String, in arrays: [VTKArray], kind: String
    ) throws(MeshFormatError) -> VTKArray {
        guard let array = arrays.first(where: { $0.name == name }) else {
            throw .missingArray(name: name, kind: kind, present: arrays.map(\.name))
        }
        return array
    }
}
