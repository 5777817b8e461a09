import Numerics

/// Reads one legacy file, keyword after keyword.
struct LegacyVTKReader {
    private var scanner: WordScanner
    private let binary: Bool
    private var grid = UnstructuredGrid()
    /// Nodes of the cells one behind the other, and where each cell ends.
    private var nodes: [Double] = []
    private var ends: [Int] = []
    private var types: [Int] = []
    /// Arrays belong to what was named last; nothing before a DATA keyword.
    private var place = Place.file
    private var count = 0

    private enum Place { case file, points, cells }

    init(_ bytes: [UInt8]) throws(MeshFormatError) {
        scanner = WordScanner(bytes)
        if !scanner.restOfLine().hasPrefix("# vtk DataFile Version") {
            throw scanner.error("header", "the file does not begin with \"# vtk DataFile Version\"")
        }
        _ = scanner.restOfLine()
        switch try scanner.word("header").uppercased() {
        case "ASCII": binary = false
        case "BINARY": binary = true
        default: throw scanner.error("header", "neither ASCII nor BINARY")
        }
    }

    mutating func read() throws(MeshFormatError) -> UnstructuredGrid {
        while let word = scanner.word() { try read(word.uppercased()) }
        if grid.points.isEmpty { throw .noCells(kind: "points") }
        try finishCells()
        return grid
    }

    private mutating func read(_ keyword: String) throws(MeshFormatError) {
        switch keyword {
        case "DATASET":
            let kind = try scanner.word("DATASET").uppercased()
            guard kind == "UNSTRUCTURED_GRID" || kind == "POLYDATA" else {
                throw scanner.error(
                    "DATASET", "\(kind); allowed are UNSTRUCTURED_GRID and POLYDATA")
            }
        case "POINTS": try readPoints()
        case "CELLS": try readCells(type: nil)
        case "VERTICES": try readCells(type: .vertex)
        case "LINES": try readCells(type: .line)
        case "POLYGONS": try readCells(type: .triangle)
        case "CELL_TYPES":
            let count = try scanner.count("CELL_TYPES")
            types += try numbers(count, .int32, "CELL_TYPES").map { Int(exactly: $0) ?? -1 }
        case "POINT_DATA": (place, count) = (.points, try size(keyword))
        case "CELL_DATA": (place, count) = (.cells, try size(keyword))
        case "FIELD": try readField()
        case "SCALARS": try readScalars()
        case "VECTORS", "NORMALS": try readArray(components: 3)
        case "TENSORS": try readArray(components: 9)
        case "TEXTURE_COORDINATES":
            let name = try scanner.word(keyword)
            let components = try scanner.count(keyword)
            add(try array(name, components, count, scanner.word(keyword)))
        case "COLOR_SCALARS":
            _ = try scanner.word(keyword)
            let components = try scanner.count(keyword)
            // Bytes in binary files, shares of one in text.
            _ = try numbers(components * count, binary ? .uint8 : .float32, keyword)
        case "LOOKUP_TABLE":
            _ = try scanner.word(keyword)
            let size = try scanner.count(keyword)
            _ = try numbers(4 * size, binary ? .uint8 : .float32, keyword)
        case "METADATA":
            _ = scanner.restOfLine()
            while !scanner.isAtEndOfFile, !scanner.restOfLine().isEmpty {}
        default:
            throw scanner.error("file", "unknown keyword \"\(keyword.prefix(40))\"")
        }
    }

    /// The size of the arrays that follow, of which there may be none.
    private mutating func size(_ what: String) throws(MeshFormatError) -> Int {
        let value = try scanner.integer(what)
        guard value >= 0, value <= Int(Int32.max) else {
            throw scanner.error(what, "\(value) is no count")
        }
        return value
    }

    private mutating func readPoints() throws(MeshFormatError) {
        let count = try scanner.count("POINTS")
        let type = try scalar("POINTS")
        let values = try numbers(3 * count, type, "POINTS")
        for (index, value) in values.enumerated() where !value.isFinite {
            throw .outOfRange(
                array: "POINTS", index: index, value: "\(value)", allowed: "finite numbers")
        }
        grid.pointScalar = type
        grid.points = (0..<count).map {
            Vec3(values[3 * $0], values[3 * $0 + 1], values[3 * $0 + 2])
        }
    }

    private mutating func readCells(type: VTKCellType?) throws(MeshFormatError) {
        let first = try scanner.count("CELLS")
        let size = try scanner.count("CELLS")
        let mark = scanner.position
        if scanner.word()?.uppercased() == "OFFSETS" {
            let offsets = try numbers(first, scalar("OFFSETS"), "OFFSETS")
            guard try scanner.word("CELLS").uppercased() == "CONNECTIVITY" else {
                throw scanner.error("CELLS", "OFFSETS without CONNECTIVITY")
            }
            let start = nodes.count
            nodes += try numbers(size, scalar("CONNECTIVITY"), "CONNECTIVITY")
            for end in offsets.dropFirst() {
                guard let end = Int(exactly: end), end >= 0, end <= size else {
                    throw scanner.error("OFFSETS", "\(end) is outside the connectivity")
                }
                ends.append(start + end)
            }
            if let type { types += [Int](repeating: Int(type.rawValue), count: max(0, first - 1)) }
            return
        }
        scanner.position = mark
        let flat = try numbers(size, .int32, "CELLS")
        var place = 0
        for _ in 0..<first {
            guard place < flat.count, let length = Int(exactly: flat[place]), length > 0,
                place + length < flat.count
            else { throw scanner.error("CELLS", "the sizes of the cells do not add up") }
            nodes += flat[place + 1...place + length]
            ends.append(nodes.count)
            place += length + 1
        }
        if let type { types += [Int](repeating: Int(type.rawValue), count: first) }
    }

    /// Turns the lists into cells; lines of several points become edges, strips of polygons an error.
    private mutating func finishCells() throws(MeshFormatError) {
        guard types.count == ends.count else {
            throw .wrongCount(array: "CELL_TYPES", expected: ends.count, found: types.count)
        }
        var start = 0
        for (cell, end) in ends.enumerated() {
            guard end >= start, let raw = UInt8(exactly: types[cell]),
                let type = VTKCellType(rawValue: raw), end - start == type.nodeCount
            else { throw .unsupportedCell(type: types[cell], cell: cell) }
            let list = nodes[start..<end].map { Int32(exactly: $0) ?? -1 }
            try MeshFile.checkNodes(list, points: grid.points.count)
            grid.append(type, list)
            start = end
        }
    }

    private mutating func readField() throws(MeshFormatError) {
        _ = try scanner.word("FIELD")
        let arrays = try scanner.count("FIELD")
        for _ in 0..<arrays {
            var name = try scanner.word("FIELD")
            if name.uppercased() == "METADATA" {
                try read("METADATA")
                name = try scanner.word("FIELD")
            }
            let components = try scanner.count(name)
            let tuples = try scanner.count(name)
            let type = try scanner.word(name)
            if type.lowercased() == "string" {
                try skipStrings(components * tuples)
            } else {
                add(try array(name, components, tuples, type))
            }
        }
    }

    /// Text arrays: a line each in text files, a length and the letters in binary ones.
    private mutating func skipStrings(_ count: Int) throws(MeshFormatError) {
        _ = scanner.restOfLine()
        for _ in 0..<count {
            if !binary {
                _ = scanner.restOfLine()
                continue
            }
            var reader = ByteReader(scanner.bytes, at: scanner.position, bigEndian: true)
            let head = try reader.integer(.uint8, "strings")
            // The first two bits say how many bytes the length has.
            let extra = [7, 3, 1, 0][head >> 6]
            var length = head & 63
            for _ in 0..<extra { length = length << 8 | (try reader.integer(.uint8, "strings")) }
            guard length >= 0, length <= reader.bytes.count - reader.position else {
                throw .truncated(inside: "strings")
            }
            scanner.position = reader.position + length
        }
    }

    private mutating func readScalars() throws(MeshFormatError) {
        let name = try scanner.word("SCALARS")
        let type = try scanner.word("SCALARS")
        let rest = scanner.restOfLine().split(separator: " ")
        let components = rest.first.flatMap { Int($0) } ?? 1
        let mark = scanner.position
        if scanner.word()?.uppercased() == "LOOKUP_TABLE" {
            _ = scanner.restOfLine()
            add(try array(name, components, count, type, newLine: false))
        } else {
            scanner.position = mark
            add(try array(name, components, count, type, newLine: false))
        }
    }

    private mutating func readArray(components: Int) throws(MeshFormatError) {
        let name = try scanner.word("array")
        add(try array(name, components, count, scanner.word(name)))
    }

    private mutating func array(
        _ name: String, _ components: Int, _ tuples: Int, _ type: String, newLine: Bool = true
    ) throws(MeshFormatError) -> VTKArray {
        guard components > 0, components <= 1 << 16 else {
            throw scanner.error(name, "\(components) components")
        }
        guard let scalar = LegacyVTKNumber.scalar(type) else {
            throw scanner.error(name, "numbers of type \(type) are not known")
        }
        if newLine { _ = scanner.restOfLine() }
        let values = try numbers(components * tuples, scalar, name, afterNewLine: true)
        return VTKArray(
            name: LegacyVTKNumber.decoded(name), components: components, scalar: scalar,
            values: values)
    }

    private mutating func add(_ array: VTKArray) {
        switch place {
        case .file: grid.fieldArrays.append(array)
        case .points: grid.pointArrays.append(array)
        case .cells: grid.cellArrays.append(array)
        }
    }

    private mutating func scalar(_ what: String) throws(MeshFormatError) -> VTKScalar {
        let name = try scanner.word(what)
        guard let scalar = LegacyVTKNumber.scalar(name) else {
            throw scanner.error(what, "numbers of type \(name) are not known")
        }
        return scalar
    }

    /// The next numbers; in binary files they begin behind the end of the line.
    private mutating func numbers(
        _ count: Int, _ scalar: VTKScalar, _ what: String, afterNewLine: Bool = false
    ) throws(MeshFormatError) -> [Double] {
        if binary {
            if !afterNewLine { _ = scanner.restOfLine() }
            var reader = ByteReader(scanner.bytes, at: scanner.position, bigEndian: true)
            let values = try reader.numbers(count, scalar, what)
            scanner.position = reader.position
            return values
        }
        guard count >= 0, count <= scanner.bytes.count else { throw .truncated(inside: what) }
        var values: [Double] = []
        values.reserveCapacity(count)
        for _ in 0..<count { values.append(try scanner.number(what)) }
        return values
    }
}
