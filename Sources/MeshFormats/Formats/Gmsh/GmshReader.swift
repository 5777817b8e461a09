import Numerics

/// Reads one Gmsh file, section after section.
struct GmshReader {
    private var words: WordScanner
    private var binary = false
    private var bigEndian = false
    private let version: String
    /// Point of each node number.
    private var points: [Int: Vec3] = [:]
    private var cells: [Cell] = []
    /// Physical groups of entities by dimension and number; the first one counts.
    private var groups: [SIMD2<Int>: Int] = [:]
    /// Names of groups by dimension.
    private var names: [Int: [Int32: String]] = [:]
    private var nodeData: [Data] = []
    private var elementData: [Data] = []

    private struct Cell {
        var number: Int
        var type: VTKCellType
        var nodes: [Int]
        var entity: Int
        var physical: Int
    }

    private struct Data {
        var name: String
        var components: Int
        var values: [Int: [Double]]
    }

    init(_ bytes: [UInt8]) throws(MeshFormatError) {
        words = WordScanner(bytes)
        guard words.word() == "$MeshFormat" else {
            throw words.error("header", "the file does not begin with $MeshFormat")
        }
        version = try words.word("$MeshFormat")
        binary = try words.integer("$MeshFormat") == 1
        let size = try words.integer("$MeshFormat")
        guard size == 8, version == "4.1" || version.hasPrefix("2.") && !binary else {
            throw words.error(
                "header",
                "version \(version)\(binary ? ", binary" : ""), numbers of \(size) bytes; read are 4.1"
                    + " and, as text, 2.2: save it again with gmsh -save -format msh41")
        }
        _ = words.restOfLine()
        if binary {
            var reader = ByteReader(bytes, at: words.position)
            if try reader.integer(.int32, "$MeshFormat") != 1 {
                reader = ByteReader(bytes, at: words.position, bigEndian: true)
                guard try reader.integer(.int32, "$MeshFormat") == 1 else {
                    throw words.error("header", "the order of bytes is unknown")
                }
                bigEndian = true
            }
            words.position += 4
        }
    }

    mutating func read() throws(MeshFormatError) -> UnstructuredGrid {
        while let section = words.word() {
            if section.hasPrefix("$End") { continue }
            guard section.hasPrefix("$") else {
                throw words.error("file", "\"\(section.prefix(40))\" is outside all sections")
            }
            switch section {
            case "$PhysicalNames": try readNames()
            case "$Entities": try readEntities()
            case "$Nodes": version == "4.1" ? try readNodes() : try readOldNodes()
            case "$Elements": version == "4.1" ? try readElements() : try readOldElements()
            case "$NodeData": nodeData.append(try readData(section))
            case "$ElementData": elementData.append(try readData(section))
            default: try skip("$End" + section.dropFirst())
            }
        }
        return try grid()
    }

    // MARK: numbers in text and binary files

    private mutating func integer(
        _ what: String, _ scalar: VTKScalar = .int32
    ) throws(MeshFormatError) -> Int {
        if !binary { return try words.integer(what) }
        var reader = ByteReader(words.bytes, at: words.position, bigEndian: bigEndian)
        let value = try reader.integer(scalar, what)
        words.position = reader.position
        return value
    }

    /// A number that is 8 bytes long in binary files.
    private mutating func size(_ what: String) throws(MeshFormatError) -> Int {
        let value = try integer(what, .uint64)
        guard value >= 0, value <= words.bytes.count else {
            throw .badData(array: what, problem: "\(value) is no count that fits this file")
        }
        return value
    }

    private mutating func real(_ what: String) throws(MeshFormatError) -> Double {
        if !binary { return try words.number(what) }
        var reader = ByteReader(words.bytes, at: words.position, bigEndian: bigEndian)
        let value = try reader.number(.float64, what)
        words.position = reader.position
        return value
    }

    /// Goes to the numbers of a section: they begin on a line of their own.
    private mutating func enter() { _ = words.restOfLine() }

    private mutating func skip(_ end: String) throws(MeshFormatError) {
        while !words.isAtEndOfFile {
            if words.restOfLine().hasPrefix(end) { return }
        }
        throw .truncated(inside: end)
    }

    // MARK: sections

    private mutating func readNames() throws(MeshFormatError) {
        let count = try words.count("$PhysicalNames")
        for _ in 0..<count {
            let dimension = try words.integer("$PhysicalNames")
            let number = try words.integer("$PhysicalNames")
            let text = words.restOfLine()
            guard let first = text.firstIndex(of: "\""), let last = text.lastIndex(of: "\""),
                first < last, let label = Int32(exactly: number)
            else { throw words.error("$PhysicalNames", "a name without quotation marks") }
            names[dimension, default: [:]][label] = String(text[text.index(after: first)..<last])
        }
    }

    private mutating func readEntities() throws(MeshFormatError) {
        enter()
        var counts: [Int] = []
        for _ in 0..<4 { counts.append(try size("$Entities")) }
        for dimension in 0..<4 {
            for _ in 0..<counts[dimension] {
                let tag = try integer("$Entities")
                for _ in 0..<(dimension == 0 ? 3 : 6) { _ = try real("$Entities") }
                let count = try size("$Entities")
                for k in 0..<count {
                    let group = try integer("$Entities")
                    if k == 0 { groups[SIMD2(dimension, tag)] = group }
                }
                if dimension > 0 {
                    let bounds = try size("$Entities")
                    for _ in 0..<bounds { _ = try integer("$Entities") }
                }
            }
        }
    }

    private mutating func readNodes() throws(MeshFormatError) {
        enter()
        let blocks = try size("$Nodes")
        for _ in 0..<3 { _ = try integer("$Nodes", .uint64) }
        for _ in 0..<blocks {
            let dimension = try integer("$Nodes")
            _ = try integer("$Nodes")
            let parametric = try integer("$Nodes")
            let count = try size("$Nodes")
            var numbers: [Int] = []
            for _ in 0..<count { numbers.append(try integer("$Nodes", .uint64)) }
            for number in numbers {
                let (x, y, z) = (try real("$Nodes"), try real("$Nodes"), try real("$Nodes"))
                if parametric != 0 { for _ in 0..<dimension { _ = try real("$Nodes") } }
                try add(number, Vec3(x, y, z))
            }
        }
    }

    private mutating func add(_ number: Int, _ point: Vec3) throws(MeshFormatError) {
        guard point.x.isFinite, point.y.isFinite, point.z.isFinite else {
            throw .badData(array: "$Nodes", problem: "node \(number) is not finite")
        }
        if points.updateValue(point, forKey: number) != nil {
            throw .badData(array: "$Nodes", problem: "there are two nodes \(number)")
        }
    }

    private mutating func readElements() throws(MeshFormatError) {
        enter()
        let blocks = try size("$Elements")
        for _ in 0..<3 { _ = try integer("$Elements", .uint64) }
        for _ in 0..<blocks {
            let dimension = try integer("$Elements")
            let entity = try integer("$Elements")
            let kind = try integer("$Elements")
            let count = try size("$Elements")
            let (type, order) = try cellType(kind)
            let physical = groups[SIMD2(dimension, entity)] ?? 0
            for _ in 0..<count {
                let number = try integer("$Elements", .uint64)
                var list: [Int] = []
                for _ in order { list.append(try integer("$Elements", .uint64)) }
                cells.append(
                    Cell(
                        number: number, type: type, nodes: order.map { list[$0] }, entity: entity,
                        physical: physical))
            }
        }
    }

    private func cellType(
        _ kind: Int
    ) throws(MeshFormatError) -> (type: VTKCellType, order: [Int]) {
        guard let known = GmshFormat.cellTypes[kind] else {
            throw .badData(
                array: "$Elements",
                problem: "elements of Gmsh type \(kind); allowed are 15 (point), 1 (line), 2 and 9"
                    + " (triangle), 4 and 11 (tetrahedron): mesh with tetrahedra")
        }
        return known
    }

    private mutating func readOldNodes() throws(MeshFormatError) {
        let count = try words.count("$Nodes")
        for _ in 0..<count {
            let number = try words.integer("$Nodes")
            try add(
                number,
                Vec3(
                    try words.number("$Nodes"), try words.number("$Nodes"),
                    try words.number("$Nodes")))
        }
    }

    private mutating func readOldElements() throws(MeshFormatError) {
        let count = try words.count("$Elements")
        for _ in 0..<count {
            let number = try words.integer("$Elements")
            let (type, order) = try cellType(try words.integer("$Elements"))
            let tags = try words.count("$Elements")
            var labels = [0, 0]
            for k in 0..<tags {
                let label = try words.integer("$Elements")
                if k < 2 { labels[k] = label }
            }
            var list: [Int] = []
            for _ in order { list.append(try words.integer("$Elements")) }
            cells.append(
                Cell(
                    number: number, type: type, nodes: order.map { list[$0] }, entity: labels[1],
                    physical: labels[0]))
        }
    }

    private mutating func readData(_ section: String) throws(MeshFormatError) -> Data {
        let texts = try words.count(section)
        _ = words.restOfLine()
        var name = ""
        for k in 0..<texts {
            let line = words.restOfLine().trimmingSpace
            if k == 0 { name = line.filter { $0 != "\"" } }
        }
        let reals = try words.count(section)
        for _ in 0..<reals { _ = try words.number(section) }
        let integers = try words.count(section)
        var tags: [Int] = []
        for _ in 0..<integers { tags.append(try words.integer(section)) }
        guard tags.count >= 3, tags[1] > 0, tags[2] >= 0 else {
            throw words.error(section, "the numbers of components and values are missing")
        }
        enter()
        var data = Data(name: name, components: tags[1], values: [:])
        for _ in 0..<tags[2] {
            let number = try integer(section)
            var values: [Double] = []
            for _ in 0..<tags[1] { values.append(try real(section)) }
            data.values[number] = values
        }
        return data
    }

    // MARK: result

    private func grid() throws(MeshFormatError) -> UnstructuredGrid {
        if points.isEmpty { throw .noCells(kind: "points") }
        var grid = UnstructuredGrid()
        var place: [Int: Int32] = [:]
        let numbers = points.keys.sorted()
        for number in numbers {
            guard let point = points[number] else { continue }
            place[number] = Int32(grid.points.count)
            grid.points.append(point)
        }
        // Equal numbers keep the file's order.
        let sorted = cells.enumerated().sorted {
            ($0.element.number, $0.offset) < ($1.element.number, $1.offset)
        }.map(\.element)
        for cell in sorted {
            var nodes: [Int32] = []
            for number in cell.nodes {
                guard let node = place[number] else {
                    throw .badData(
                        array: "$Elements",
                        problem: "element \(cell.number) has node \(number), which there is not")
                }
                nodes.append(node)
            }
            grid.append(cell.type, nodes)
        }
        grid.cellArrays = [
            VTKArray(
                name: GmshFormat.physical, scalar: .int32,
                values: sorted.map { Double($0.physical) }),
            VTKArray(
                name: GmshFormat.geometrical, scalar: .int32,
                values: sorted.map { Double($0.entity) }),
        ]
        grid.cellArrays += elementData.map { Self.array($0, sorted.map(\.number)) }
        grid.pointArrays = nodeData.map { Self.array($0, numbers) }
        for (dimension, names) in names {
            grid.labelNames[GmshFormat.physicalNames(dimension)] = names
        }
        return grid
    }

    /// Values in the order of numbers; NaN where there are none.
    private static func array(_ data: Data, _ numbers: [Int]) -> VTKArray {
        let absent = [Double](repeating: .nan, count: data.components)
        return VTKArray(
            name: data.name, components: data.components,
            values: numbers.flatMap { data.values[$0] ?? absent })
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmingSpace: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
