import Foundation
import Numerics

/// Meshes of CARP and openCARP: several text files with one name, lengths in micrometres.
///
/// | file | content here |
/// |---|---|
/// | `.pts` | points |
/// | `.elem` | cells with one label each: cell array `part` |
/// | `.lon` | fibre, or fibre and sheet, of each cell: cell arrays `fiber`, `sheet` |
/// | `.NAME.surf` | triangles: cell array `tag`, numbers of surfaces in the order of ``surfaceNames``, then 101 … |
/// | `.NAME.vtx` | lists of points, written for each surface; without a `.surf` of that name a point array of 0 and 1 |
/// | `.NAME.dat` | one number for each point: point array |
///
/// Triangles with a tag come back behind the other cells, surface by surface. Lengths are moved by three decimals in text, so that they come back bit for bit. Arrays on cells
/// other than those named are left out; labels come from `part`, else the first whole-number array.
///
/// Source: openCARP manual, https://opencarp.org/manual/opencarp-manual-latest.pdf, section on file formats.
public enum CARPFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "carp", summary: "CARP and openCARP (.pts, .elem, .lon, .surf, .vtx, .dat)",
        endings: [".pts", ".elem"], holds: [.tetrahedra, .triangles], unit: .micrometre,
        source: "openCARP manual, file formats")

    /// Surfaces with a number of their own: those of ventricles here.
    public static let surfaceNames = ["lv-endo", "rv-endo", "epi", "base"]

    /// Decimals from millimetres to micrometres.
    private static let decimals = 3

    /// Whether a path without ending names a CARP mesh.
    static func isBase(_ path: String) -> Bool {
        ["pts", "elem"].allSatisfy { FileManager.default.fileExists(atPath: "\(path).\($0)") }
    }

    /// A path without its ending.
    private static func base(_ path: String) -> String {
        for ending in card.endings where path.hasSuffix(ending) {
            return String(path.dropLast(ending.count))
        }
        return path
    }

    /// Names between the mesh's and an ending, sorted.
    private static func companions(_ base: String, _ ending: String) -> [String] {
        let url = URL(fileURLWithPath: base)
        let folder = url.deletingLastPathComponent().path
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let prefix = url.lastPathComponent + "."
        return files.filter { $0.hasPrefix(prefix) && $0.hasSuffix(ending) }
            .map { String($0.dropFirst(prefix.count).dropLast(ending.count)) }
            .filter { !$0.isEmpty }.sorted()
    }

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        let base = base(path)
        var grid = UnstructuredGrid()
        try inFile(base + ".pts") { (scanner) throws(MeshFormatError) in
            let count = try scanner.count("points")
            for _ in 0..<count {
                var x: [Double] = []
                for _ in 0..<3 {
                    x.append(try scanner.number("points", timesTenTo: -decimals))
                }
                guard x.allSatisfy(\.isFinite) else {
                    throw scanner.error("points", "a coordinate is not finite")
                }
                grid.points.append(Vec3(x[0], x[1], x[2]))
            }
        }
        try readElements(base, &grid)
        try readFibres(base, &grid)
        try readSurfaces(base, &grid)
        for name in companions(base, ".vtx") {
            if FileManager.default.fileExists(atPath: "\(base).\(name).surf") { continue }
            let nodes = try readVertices("\(base).\(name).vtx", points: grid.points.count)
            var values = [Double](repeating: 0, count: grid.points.count)
            for node in nodes { values[Int(node)] = 1 }
            grid.pointArrays.append(VTKArray(name: name, scalar: .uint8, values: values))
        }
        for name in companions(base, ".dat") {
            var values: [Double] = []
            try inFile("\(base).\(name).dat") { (scanner) throws(MeshFormatError) in
                while !scanner.isAtEnd() { values.append(try scanner.number(name)) }
            }
            if values.count != grid.points.count {
                throw MeshFormatError.wrongCount(
                    array: name, expected: grid.points.count, found: values.count
                ).inside("\(base).\(name).dat")
            }
            grid.pointArrays.append(VTKArray(name: name, values: values))
        }
        return grid
    }

    private static let cellTypes: [String: VTKCellType] = [
        "Tt": .tetrahedron, "Tr": .triangle, "Ln": .line,
    ]

    private static func readElements(
        _ base: String, _ grid: inout UnstructuredGrid
    ) throws(MeshFormatError) {
        var labels: [Double] = []
        var cells: [(VTKCellType, [Int32])] = []
        let points = grid.points.count
        try inFile(base + ".elem") { (scanner) throws(MeshFormatError) in
            let count = try scanner.count("elements")
            for _ in 0..<count {
                let word = try scanner.word("elements")
                guard let type = cellTypes[word] else {
                    throw scanner.error(
                        "elements", "\"\(word)\"; allowed are Tt, Tr, Ln: convert the mesh")
                }
                cells.append((type, try nodes(type.nodeCount, &scanner, points: points)))
                // The label is missing in old files.
                let rest = scanner.restOfLine().split(separator: " ").first
                guard let label = rest.map({ Int32($0) }) ?? 0 else {
                    throw scanner.error("elements", "\"\(rest ?? "")\" is no label")
                }
                labels.append(Double(label))
            }
        }
        for (type, nodes) in cells { grid.append(type, nodes) }
        grid.cellArrays = [VTKArray(name: "part", scalar: .int32, values: labels)]
    }

    private static func nodes(
        _ count: Int, _ scanner: inout WordScanner, points: Int
    ) throws(MeshFormatError) -> [Int32] {
        var nodes: [Int32] = []
        for _ in 0..<count {
            let node = try scanner.integer("nodes")
            guard node >= 0, node < points else {
                throw scanner.error("nodes", "\(node); allowed are 0 to \(points - 1)")
            }
            nodes.append(Int32(node))
        }
        return nodes
    }

    private static func readFibres(
        _ base: String, _ grid: inout UnstructuredGrid
    ) throws(MeshFormatError) {
        guard FileManager.default.fileExists(atPath: base + ".lon") else { return }
        let cells = grid.types.count
        var fiber: [Double] = []
        var sheet: [Double] = []
        try inFile(base + ".lon") { (scanner) throws(MeshFormatError) in
            let axes = try scanner.integer("fibres")
            guard axes == 1 || axes == 2 else {
                throw scanner.error("fibres", "\(axes) axes; allowed are 1 and 2")
            }
            for _ in 0..<cells {
                for _ in 0..<3 { fiber.append(try scanner.number("fibres")) }
                if axes == 2 { for _ in 0..<3 { sheet.append(try scanner.number("fibres")) } }
            }
        }
        grid.cellArrays.append(VTKArray(name: "fiber", components: 3, values: fiber))
        if !sheet.isEmpty {
            grid.cellArrays.append(VTKArray(name: "sheet", components: 3, values: sheet))
        }
    }

    private static func readSurfaces(
        _ base: String, _ grid: inout UnstructuredGrid
    ) throws(MeshFormatError) {
        let names = companions(base, ".surf")
        if names.isEmpty { return }
        let solids = grid.types.count
        var tags = [Double](repeating: 0, count: solids)
        let points = grid.points.count
        let others = names.filter { !surfaceNames.contains($0) }
        var meanings: [Int32: String] = [:]
        for name in surfaceNames.filter(names.contains) + others {
            let number =
                surfaceNames.firstIndex(of: name).map { $0 + 1 }
                ?? 101 + (others.firstIndex(of: name) ?? 0)
            meanings[Int32(number)] = name
            var triangles: [[Int32]] = []
            try inFile("\(base).\(name).surf") { (scanner) throws(MeshFormatError) in
                let count = try scanner.count("triangles")
                for _ in 0..<count {
                    let word = try scanner.word("triangles")
                    guard word == "Tr" else {
                        throw scanner.error("triangles", "\"\(word)\"; allowed is Tr")
                    }
                    triangles.append(try nodes(3, &scanner, points: points))
                    _ = scanner.restOfLine()
                }
            }
            for triangle in triangles { grid.append(.triangle, triangle) }
            tags += [Double](repeating: Double(number), count: triangles.count)
        }
        for index in grid.cellArrays.indices {
            let array = grid.cellArrays[index]
            let absent = array.scalar.isReal ? Double.nan : 0
            grid.cellArrays[index].values += [Double](
                repeating: absent, count: (tags.count - solids) * array.components)
        }
        grid.cellArrays.append(VTKArray(name: "tag", scalar: .int32, values: tags))
        grid.labelNames["tag"] = meanings
    }

    private static func readVertices(
        _ path: String, points: Int
    ) throws(MeshFormatError) -> [Int32] {
        var found: [Int32] = []
        try inFile(path) { (scanner) throws(MeshFormatError) in
            let count = try scanner.count("vertices")
            // The word after the count is intra or extra in most files.
            let mark = scanner.position
            if let word = scanner.word(), Int(word) != nil { scanner.position = mark }
            found = try nodes(count, &scanner, points: points)
        }
        return found
    }

    private static func inFile(
        _ path: String, _ work: (inout WordScanner) throws(MeshFormatError) -> Void
    ) throws(MeshFormatError) {
        do throws(MeshFormatError) {
            var scanner = WordScanner(try MeshFile.bytes(path))
            try work(&scanner)
        } catch {
            throw error.inside(path)
        }
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let base = base(path)
        let files = try CARPFiles(grid)
        // The points last: with them the mesh is there.
        for (ending, text) in files.texts {
            do throws(MeshFormatError) {
                try MeshFile.publish(Array(text.utf8), path: base + ending)
            } catch {
                throw error.inside(base + ending)
            }
        }
    }
}
