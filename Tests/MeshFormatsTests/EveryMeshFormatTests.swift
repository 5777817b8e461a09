import Foundation
import Geometry
import MeshFormats
import Numerics
import Testing

/// A folder that goes when it is done with.
final class TestFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appending(path: "hearttwin-formats-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path }
}

/// What holds for every registered format.
struct EveryMeshFormatTests {
    static let identifiers = MeshFileFormats.all.map { format in format.card.identifier }

    /// A grid of all that a format says it holds, with numbers that are awkward in decimals.
    static func grid(_ holds: MeshFormatContent, identifier: String) -> UnstructuredGrid {
        var grid = UnstructuredGrid()
        let isSolid = holds.contains(.tetrahedra)
        grid.points = [
            Vec3(1 / 3.0, 2e-7, -117.25), Vec3(97.3, 0.1 + 0.2, 1e5 / 7), Vec3(-0.0, 55, 1e-9),
            Vec3(8.000000000000002, -3, 41), Vec3(1e6 / 3, 12.5, .pi),
        ]
        if identifier == "stl" { grid = grid.singlePrecision() }
        let tets: [[Int32]] = [[0, 1, 2, 3], [1, 2, 3, 4]]
        // Corners in the order in which points are first met, as a format without points has them.
        let triangles: [[Int32]] = [[0, 1, 2], [0, 1, 3], [2, 3, 4]]
        if isSolid { for tet in tets { grid.append(.tetrahedron, tet) } }
        if holds.contains(.cellOrder) {
            grid.append(.triangle, triangles[0])
            grid.append(.line, [0, 4])
            grid.append(.triangle, triangles[1])
        } else if isSolid {
            grid.append(.triangle, triangles[0])
            grid.append(.triangle, triangles[1])
        } else {
            for triangle in triangles { grid.append(.triangle, triangle) }
        }
        if holds.contains(.quadratic) {
            for k in 0..<6 { grid.points.append(Vec3(Double(k) / 7, 0.3 * Double(k), 1)) }
            grid.append(.quadraticTetrahedron, (0..<10).map { Int32($0) })
            if !holds.contains(.cellOrder) { grid = solidsByOrder(grid) }
        }
        addArrays(to: &grid, holds, identifier)
        return grid
    }

    /// Cells as formats without an order of their own give them back.
    static func solidsByOrder(_ grid: UnstructuredGrid) -> UnstructuredGrid {
        var sorted = UnstructuredGrid()
        sorted.points = grid.points
        for type in [VTKCellType.quadraticTetrahedron, .tetrahedron, .triangle] {
            let (numbers, nodes) = grid.cells(type)
            for k in numbers.indices {
                sorted.append(type, nodes[k * type.nodeCount..<(k + 1) * type.nodeCount])
            }
        }
        return sorted
    }

    static func addArrays(
        to grid: inout UnstructuredGrid, _ holds: MeshFormatContent, _ identifier: String
    ) {
        let cells = grid.types.count
        let solids = grid.types.map { GridCell.isSolid($0) }
        let parts = solids.enumerated().map { $1 ? Double($0 + 1) : 0 }
        // Ascending: some formats keep triangles surface by surface.
        let solidCount = solids.count(where: { $0 })
        let tags = solids.enumerated().map { $1 ? 0 : Double($0 - solidCount + 1) }
        switch identifier {
        case "stl": return
        case "msh":
            grid.cellArrays = [
                VTKArray(
                    name: "gmsh:physical", scalar: .int32,
                    values: (0..<cells).map { Double($0 % 3) }),
                VTKArray(
                    name: "gmsh:geometrical", scalar: .int32,
                    values: (0..<cells).map { Double($0 % 3 + 4) }),
            ]
            grid.labelNames["gmsh:physical"] = [1: "left wall"]
        case "carp":
            let fiber = solids.flatMap { $0 ? [1 / 3.0, 0.5, -2e-11] : [.nan, .nan, .nan] }
            grid.cellArrays = [
                VTKArray(name: "part", scalar: .int32, values: parts),
                VTKArray(name: "tag", scalar: .int32, values: tags),
                VTKArray(name: "fiber", components: 3, values: fiber),
            ]
            grid.pointArrays = [
                VTKArray(name: "apex", scalar: .uint8, values: [0, 1, 0, 0, 1]),
                VTKArray(name: "lat", values: [1 / 3.0, -7, 0, 1e300, 12.5]),
            ]
        case "svmesh":
            grid.cellArrays = [
                VTKArray(name: "part", scalar: .int32, values: parts),
                VTKArray(name: "tag", scalar: .int32, values: tags),
            ]
        default:
            grid.cellArrays = [
                VTKArray(name: "part", scalar: .int32, values: parts),
                // HDF5 files here have no signed bytes.
                VTKArray(
                    name: "signed",
                    scalar: ["vtkhdf", "xdmf"].contains(identifier) ? .int32 : .int8,
                    values: (0..<cells).map { -Double($0) }),
            ]
            grid.pointArrays = [
                VTKArray(
                    name: "lat", scalar: .float32,
                    values: grid.points.indices.map { Double($0) / 4 })
            ]
        }
        guard holds.contains(.arrays) else { return }
        grid.pointArrays.append(
            VTKArray(
                name: "with space", components: 3,
                values: grid.points.flatMap { [$0.z, 1 / 3.0, .nan] }))
        if holds.contains(.fieldArrays) {
            grid.fieldArrays = [VTKArray(name: "axis", values: [0, 0.5, 1])]
        }
    }

    @Test(arguments: identifiers)
    func whatIsWrittenComesBackBitForBit(identifier: String) throws {
        let format = try MeshFileFormats.format(of: "", named: identifier)
        let grid = Self.grid(format.card.holds, identifier: identifier)
        let folder = try TestFolder()
        let path = folder.path("x" + (format.card.endings.first ?? ""))
        try MeshFileFormats.write(grid, path: path)
        let again = try MeshFileFormats.read(path: path)
        for (index, (a, b)) in zip(grid.points, again.points).enumerated() {
            #expect(
                a.x.bitPattern == b.x.bitPattern && a.y.bitPattern == b.y.bitPattern
                    && a.z.bitPattern == b.z.bitPattern || identifier == "stl" && a == b,
                "point \(index): \(b), expected \(a)")
        }
        #expect(again.points.count == grid.points.count)
        #expect(again.types == grid.types)
        #expect(again.connectivity == grid.connectivity)
        Self.expect(again.pointArrays, grid.pointArrays, format.card)
        Self.expect(again.cellArrays, grid.cellArrays, format.card)
        if format.card.holds.contains(.fieldArrays) {
            Self.expect(again.fieldArrays, grid.fieldArrays, format.card)
        }
        if identifier == "msh" { #expect(again.labelNames == grid.labelNames) }
        if identifier == "svmesh" {
            #expect(again.labelNames["tag"]?[1] == "lv-endo", "\(again.labelNames)")
        }
    }

    static func expect(
        _ found: [VTKArray], _ expected: [VTKArray], _ card: MeshFormatCard
    ) {
        for array in expected {
            guard let other = found.first(where: { $0.name == array.name }) else {
                Issue.record("no array \(array.name) in \(found.map(\.name))")
                continue
            }
            #expect(other.components == array.components, "\(array.name)")
            let same =
                other.values.count == array.values.count
                && zip(other.values, array.values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
            #expect(same, "\(array.name): \(other.values), expected \(array.values)")
            if card.holds.contains(.numberTypes) { #expect(other.scalar == array.scalar) }
        }
        #expect(found.count == expected.count, "arrays \(found.map(\.name))")
    }

    /// No cut of a file makes a reader crash or succeed silently with less.
    @Test(arguments: identifiers.filter { $0 != "svmesh" })
    func truncatedFilesAreErrors(identifier: String) throws {
        let format = try MeshFileFormats.format(of: "", named: identifier)
        let grid = Self.grid(format.card.holds, identifier: identifier)
        let folder = try TestFolder()
        let path = folder.path("x" + (format.card.endings.first ?? ""))
        try MeshFileFormats.write(grid, path: path)
        let whole = try Data(contentsOf: URL(filePath: path))
        let reference = try MeshFileFormats.read(path: path)
        for share in 1..<24 {
            let cut = whole.prefix(whole.count * share / 24)
            try cut.write(to: URL(filePath: path))
            // Text files may lose their last line feed, or a section nobody needs, unharmed.
            guard let read = try? MeshFileFormats.read(path: path) else { continue }
            // CARP's files end with their last number, of which digits may be missing.
            let points =
                read.points == reference.points
                || identifier == "carp"
                    && read.points.dropLast() == reference.points.dropLast()
            let same = read.types == reference.types && points
            #expect(same, "\(identifier) cut to \(share)/24 reads as another mesh")
        }
    }

    @Test(arguments: identifiers)
    func missingFilesAndFoldersHaveTheirExitCodes(identifier: String) throws {
        let format = try MeshFileFormats.format(of: "", named: identifier)
        let ending = format.card.endings.first ?? ""
        let folder = try TestFolder()
        #expect {
            try MeshFileFormats.read(path: folder.path("none/x" + ending), named: identifier)
        } throws: { error in
            (error as? MeshFormatError)?.exitCode == 66
        }
        if identifier == "svmesh" { return }
        let grid = Self.grid(format.card.holds, identifier: identifier)
        #expect {
            try MeshFileFormats.write(grid, path: folder.path("none/x" + ending))
        } throws: { error in
            (error as? MeshFormatError)?.exitCode == 73
        }
    }
}

enum GridCell {
    static func isSolid(_ type: VTKCellType) -> Bool {
        type == .tetrahedron || type == .quadraticTetrahedron
    }
}
