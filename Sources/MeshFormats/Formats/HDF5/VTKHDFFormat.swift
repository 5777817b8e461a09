import Numerics
import Storage

/// VTK's HDF5 files (.vtkhdf, .hdf) of unstructured grids, still and moving, in any number of parts.
///
/// Arrays of small integers other than unsigned bytes are written as 32- or 64-bit ones. Of a moving mesh one step is read. Other groups of the file, such as those of a patient file, are
/// left alone.
public enum VTKHDFFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "vtkhdf", summary: "VTK HDF5 unstructured grid", endings: [".vtkhdf", ".hdf"],
        holds: [
            .tetrahedra, .triangles, .quadratic, .arrays, .fieldArrays, .numberTypes, .cellOrder,
        ],
        source:
            "VTK file formats, VTKHDF, https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format/index.html"
    )

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        try read(path: path, step: 0)
    }

    /// Values of time of the steps; empty for a still mesh.
    public static func times(path: String) throws(MeshFormatError) -> [Double] {
        let file = try MeshFormatError.storing { () throws(StorageError) in
            try H5File(reading: path)
        }
        let root = file.root.group("VTKHDF")
        return root.exists("Steps/Values") ? try root.numbers("Steps/Values").values : []
    }

    /// Reads one step of a file; a still mesh has step 0 only.
    public static func read(
        path: String, step: Int
    ) throws(MeshFormatError) -> UnstructuredGrid {
        let file = try MeshFormatError.storing { () throws(StorageError) in
            try H5File(reading: path)
        }
        let root = file.root.group("VTKHDF")
        let type = try MeshFormatError.storing { () throws(StorageError) in
            try root.attributeText("Type").first ?? ""
        }
        guard type == "UnstructuredGrid" else {
            throw .badAttribute(
                name: "Type", element: "VTKHDF", value: type, allowed: "UnstructuredGrid")
        }
        return try VTKHDFStep(root, step: step).grid()
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let writer = try MeshFormatError.storing { () throws(StorageError) in
            let writer = try H5Writer(writing: path)
            let root = try writer.root.createGroup("VTKHDF")
            try root.setAttribute("Version", [Int64(2), 2])
            try root.setAttribute("Type", "UnstructuredGrid")
            try root.write("NumberOfPoints", [Int64(grid.points.count)])
            try root.write("NumberOfCells", [Int64(grid.types.count)])
            try root.write("NumberOfConnectivityIds", [Int64(grid.connectivity.count)])
            try root.write("Connectivity", grid.connectivity.map { Int64($0) })
            var offsets: [Int64] = [0]
            for type in grid.types { offsets.append((offsets.last ?? 0) + Int64(type.nodeCount)) }
            try root.write("Offsets", offsets)
            try root.write("Types", grid.types.map(\.rawValue))
            return writer
        }
        let root = writer.root.group("VTKHDF")
        try root.write(
            "Points", grid.points.flatMap { [$0.x, $0.y, $0.z] }, as: grid.pointScalar,
            shape: [grid.points.count, 3])
        for (group, arrays) in [
            ("PointData", grid.pointArrays), ("CellData", grid.cellArrays),
            ("FieldData", grid.fieldArrays),
        ] {
            for array in arrays {
                if array.name.contains("/") {
                    throw .cannotHold(format: "vtkhdf", what: "the name \(array.name): it has a /")
                }
                try root.write(
                    "\(group)/\(array.name)", array.values, as: array.scalar,
                    shape: array.components == 1 ? [array.count] : [array.count, array.components])
            }
        }
        try MeshFormatError.storing { () throws(StorageError) in try writer.commit() }
    }
}

/// One step of a VTKHDF file, put together of its parts.
private struct VTKHDFStep {
    private let root: H5Group
    private let step: Int
    private let moving: Bool

    init(_ root: H5Group, step: Int) throws(MeshFormatError) {
        self.root = root
        self.step = step
        moving = root.exists("Steps")
        let steps = moving ? try root.numbers("Steps/Values").values.count : 1
        guard step >= 0, step < steps else {
            throw .outOfRange(
                array: "step", index: 0, value: "\(step)", allowed: "0 to \(steps - 1)")
        }
    }

    /// A number of this step from a table of steps; 0 without one.
    private func offset(_ name: String) throws(MeshFormatError) -> Int {
        guard moving, root.exists("Steps/\(name)") else { return 0 }
        return try Self.count(
            root.numbers("Steps/\(name)", rows: step..<step + 1).values.first ?? 0, name)
    }

    private func counts(_ name: String) throws(MeshFormatError) -> [Int] {
        var counts: [Int] = []
        for value in try root.numbers(name).values { counts.append(try Self.count(value, name)) }
        return counts
    }

    private static func count(_ value: Double, _ name: String) throws(MeshFormatError) -> Int {
        guard let count = Int(exactly: value), (0..<1 << 48).contains(count) else {
            throw .badData(array: name, problem: "\(value) is no count")
        }
        return count
    }

    func grid() throws(MeshFormatError) -> UnstructuredGrid {
        let first = try offset("PartOffsets")
        let all = try counts("NumberOfPoints")
        let parts =
            moving && root.exists("Steps/NumberOfParts")
            ? try offset("NumberOfParts") : all.count
        let cellCounts = try counts("NumberOfCells")
        let idCounts = try counts("NumberOfConnectivityIds")
        guard first >= 0, parts >= 0,
            first + parts <= min(all.count, cellCounts.count, idCounts.count)
        else { throw .badData(array: "NumberOfPoints", problem: "fewer parts than the steps name") }
        let range = first..<first + parts
        var grid = UnstructuredGrid()
        var point = try offset("PointOffsets")
        var cell = try offset("CellOffsets")
        var id = try offset("ConnectivityIdOffsets")
        // Every part has one offset more than it has cells.
        var offset = cell + (moving ? first : 0)
        let points = range.reduce(0) { $0 + all[$1] }
        let cells = range.reduce(0) { $0 + cellCounts[$1] }
        let (values, _, scalar) = try root.numbers("Points", rows: point..<point + points)
        guard values.count == 3 * points, values.allSatisfy(\.isFinite) else {
            throw .badData(array: "Points", problem: "there are not three finite numbers for each")
        }
        grid.pointScalar = scalar
        grid.points = (0..<points).map {
            Vec3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2])
        }
        let (firstPoint, firstCell) = (point, cell)
        for part in range {
            let types = try root.numbers("Types", rows: cell..<cell + cellCounts[part]).values
            let offsets = try root.numbers(
                "Offsets", rows: offset..<offset + cellCounts[part] + 1
            ).values
            let ids = try root.numbers("Connectivity", rows: id..<id + idCounts[part]).values
            let shift = point - firstPoint
            for k in 0..<cellCounts[part] {
                guard let raw = UInt8(exactly: types[k]), let type = VTKCellType(rawValue: raw),
                    let (from, to) = Self.range(offsets, k, ids.count), to - from == type.nodeCount
                else {
                    throw .unsupportedCell(
                        type: Int(exactly: types[k]) ?? -1, cell: grid.types.count)
                }
                let nodes = ids[from..<to].map { Int32(exactly: $0 + Double(shift)) ?? -1 }
                try MeshFile.checkNodes(nodes, points: points)
                grid.append(type, nodes)
            }
            point += all[part]
            cell += cellCounts[part]
            id += idCounts[part]
            offset += cellCounts[part] + 1
        }
        grid.pointArrays = try arrays("PointData", firstPoint, points)
        grid.cellArrays = try arrays("CellData", firstCell, cells)
        grid.fieldArrays = try moving ? [] : arrays("FieldData", 0, nil)
        return grid
    }

    private static func range(_ offsets: [Double], _ k: Int, _ limit: Int) -> (Int, Int)? {
        guard let from = Int(exactly: offsets[k]), let to = Int(exactly: offsets[k + 1]),
            from >= 0, to >= from, to <= limit
        else { return nil }
        return (from, to)
    }

    private func arrays(
        _ group: String, _ start: Int, _ count: Int?
    ) throws(MeshFormatError) -> [VTKArray] {
        guard root.exists(group) else { return [] }
        let children = try MeshFormatError.storing { () throws(StorageError) in
            try root.children(of: group)
        }
        var arrays: [VTKArray] = []
        for child in children where child.kind == .dataset {
            let name = "\(group)/\(child.name)"
            let info = try MeshFormatError.storing { () throws(StorageError) in
                try root.info(name)
            }
            if case .text = info.type { continue }
            let table = "\(group)Offsets/\(child.name)"
            let first = moving && root.exists("Steps/\(table)") ? try offset(table) : start
            let rows = count.map { first..<first + $0 }
            let (values, shape, scalar) = try root.numbers(name, rows: rows)
            arrays.append(
                VTKArray(
                    name: child.name, components: max(1, shape.dropFirst().reduce(1, *)),
                    scalar: scalar, values: values))
        }
        return arrays
    }
}
