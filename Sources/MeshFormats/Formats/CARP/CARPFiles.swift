import Numerics

/// The text files of a grid for CARP, by ending.
struct CARPFiles {
    private(set) var texts: [(ending: String, text: String)] = []
    private let grid: UnstructuredGrid
    /// First node of each cell in the connectivity.
    private let starts: [Int]

    init(_ grid: UnstructuredGrid) throws(MeshFormatError) {
        self.grid = grid
        var start = 0
        starts = grid.types.map { type in
            defer { start += type.nodeCount }
            return start
        }
        for type in grid.types where Self.names[type] == nil {
            throw .cannotHold(format: CARPFormat.card.identifier, what: "\(type) cells")
        }
        let tags = grid.cellArrays.first { $0.name == "tag" && $0.components == 1 }
        let isSurface = grid.types.indices.map { cell in
            grid.types[cell] == .triangle && (tags?.values[cell] ?? 0) > 0
                && grid.types.contains(.tetrahedron)
        }
        let cells = grid.types.indices.filter { !isSurface[$0] }
        addElements(cells)
        addFibres(cells)
        if let tags {
            try addSurfaces(grid.types.indices.filter { isSurface[$0] }, tags)
        }
        for array in grid.pointArrays where array.components == 1 {
            let isList = array.scalar == .uint8 && array.values.allSatisfy { $0 == 0 || $0 == 1 }
            if isList {
                let nodes = array.values.indices.filter { array.values[$0] == 1 }
                addVertices(array.name, nodes.map { Int32($0) })
            } else {
                texts.append((".\(array.name).dat", lines(array.values.map { "\($0)" })))
            }
        }
        let points = grid.points.map { p in
            [p.x, p.y, p.z].map { DecimalText.text($0, timesTenTo: 3) }.joined(separator: " ")
        }
        texts.append((".pts", lines(["\(points.count)"] + points)))
    }

    private static let names: [VTKCellType: String] = [
        .tetrahedron: "Tt", .triangle: "Tr", .line: "Ln",
    ]

    private func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

    private func nodes(_ cell: Int) -> ArraySlice<Int32> {
        grid.connectivity[starts[cell]..<starts[cell] + grid.types[cell].nodeCount]
    }

    private mutating func addElements(_ cells: [Int]) {
        let labels =
            grid.cellArrays.first { $0.name == "part" && $0.components == 1 }
            ?? grid.cellArrays.first {
                $0.components == 1 && !$0.scalar.isReal && $0.name != "tag"
            }
        let rows = cells.map { cell in
            let nodes = nodes(cell).map { "\($0)" }.joined(separator: " ")
            let label = labels.flatMap { Int32(exactly: $0.values[cell]) } ?? 0
            return "\(Self.names[grid.types[cell]] ?? "") \(nodes) \(label)"
        }
        texts.append((".elem", lines(["\(rows.count)"] + rows)))
    }

    private mutating func addFibres(_ cells: [Int]) {
        func directions(_ name: String) -> VTKArray? {
            grid.cellArrays.first { $0.name == name && $0.components == 3 }
        }
        guard let fiber = directions("fiber") else { return }
        let sheet = directions("sheet")
        let rows = cells.map { cell in
            ([fiber, sheet].compactMap { $0 }).map { array in
                array.values[3 * cell..<3 * cell + 3].map { "\($0)" }.joined(separator: " ")
            }.joined(separator: " ")
        }
        texts.append((".lon", lines([sheet == nil ? "1" : "2"] + rows)))
    }

    private mutating func addSurfaces(
        _ cells: [Int], _ tags: VTKArray
    ) throws(MeshFormatError) {
        var byTag: [Int32: [Int]] = [:]
        let numbers = try tags.integers()
        for cell in cells { byTag[numbers[cell], default: []].append(cell) }
        for (tag, cells) in byTag.sorted(by: { $0.key < $1.key }) {
            let known = tag <= CARPFormat.surfaceNames.count
            let name =
                grid.labelNames["tag"]?[tag]
                ?? (known ? CARPFormat.surfaceNames[Int(tag) - 1] : "surface-\(tag)")
            let rows = cells.map { "Tr " + nodes($0).map { "\($0)" }.joined(separator: " ") }
            texts.append((".\(name).surf", lines(["\(rows.count)"] + rows)))
            addVertices(name, Set(cells.flatMap { nodes($0) }).sorted())
        }
    }

    private mutating func addVertices(_ name: String, _ nodes: [Int32]) {
        texts.append((".\(name).vtx", lines(["\(nodes.count)", "extra"] + nodes.map { "\($0)" })))
    }
}
