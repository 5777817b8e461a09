import Foundation
import Numerics

/// Folders `mesh-complete` of SimVascular and svMultiPhysics.
///
/// `mesh-complete.mesh.vtu` has the tetrahedra with point array GlobalNodeID and cell arrays
/// GlobalElementID and ModelRegionID; each face is a file of `mesh-surfaces/` with GlobalNodeID,
/// GlobalElementID (of the tetrahedron behind) and ModelFaceID. Here regions are the cell array `part`,
/// faces the triangles with cell array `tag`, one face behind the other, and the files' names as names of its labels. Lengths are
/// read as they are: SimVascular's are centimetres most often.
///
/// Source: svMultiPhysics documentation, https://simvascular.github.io/documentation/svmultiphysics.html, section on meshes.
public enum SvMeshFormat: MeshFormat {
    public static let card = MeshFormatCard(
        identifier: "svmesh", summary: "svMultiPhysics mesh-complete folder",
        endings: ["mesh-complete", "mesh-complete/"],
        holds: [.tetrahedra, .triangles, .labelNames],
        source:
            "svMultiPhysics documentation, https://simvascular.github.io/documentation/svmultiphysics.html"
    )

    private static let volume = "mesh-complete.mesh.vtu"
    private static let surfaces = "mesh-surfaces"
    /// A name for our own surfaces.
    private static let names = CARPFormat.surfaceNames

    /// Whether a path is such a folder.
    static func isFolder(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + volume)
    }

    public static func read(path: String) throws(MeshFormatError) -> UnstructuredGrid {
        var grid = try VTUReader.read(path: "\(path)/\(volume)")
        for type in grid.types where type != .tetrahedron {
            throw .cannotHold(format: card.identifier, what: "\(type) cells in \(volume)")
        }
        var place: [Int: Int32] = [:]
        for (index, number) in try grid.pointArray("GlobalNodeID").values.enumerated() {
            if let number = Int(exactly: number) { place[number] = Int32(index) }
        }
        grid.pointArrays.removeAll { $0.name == "GlobalNodeID" }
        grid.cellArrays.removeAll { $0.name == "GlobalElementID" }
        for index in grid.cellArrays.indices where grid.cellArrays[index].name == "ModelRegionID" {
            grid.cellArrays[index].name = "part"
        }
        let folder = "\(path)/\(surfaces)"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var faces: [(id: Int32, name: String, nodes: [Int32])] = []
        for file in files.sorted() where file.hasSuffix(".vtp") {
            let face = try read(face: "\(folder)/\(file)", place)
            let name = String(file.dropLast(4))
            faces.append((face.id ?? Int32(faces.count + 1), name, face.nodes))
        }
        if Set(faces.map(\.id)).count < faces.count {
            for index in faces.indices { faces[index].id = Int32(index + 1) }
        }
        faces.sort { $0.id < $1.id }
        var tags = [Double](repeating: 0, count: grid.types.count)
        for face in faces {
            for k in stride(from: 0, to: face.nodes.count, by: 3) {
                grid.append(.triangle, face.nodes[k..<k + 3])
                tags.append(Double(face.id))
            }
            grid.labelNames["tag", default: [:]][face.id] = face.name
        }
        for index in grid.cellArrays.indices {
            let array = grid.cellArrays[index]
            let absent = array.scalar.isReal ? Double.nan : 0
            let missing = tags.count * array.components - array.values.count
            grid.cellArrays[index].values += [Double](repeating: absent, count: missing)
        }
        grid.cellArrays.append(VTKArray(name: "tag", scalar: .int32, values: tags))
        return grid
    }

    /// A face: its number, if all of it has one, and its triangles by nodes of the volume.
    private static func read(
        face path: String, _ place: [Int: Int32]
    ) throws(MeshFormatError) -> (id: Int32?, nodes: [Int32]) {
        do throws(MeshFormatError) {
            let face = try VTPFormat.read(path: path)
            let numbers = try face.pointArray("GlobalNodeID").values
            var nodes: [Int32] = []
            for node in face.connectivity {
                guard let number = Int(exactly: numbers[Int(node)]), let own = place[number] else {
                    throw MeshFormatError.outOfRange(
                        array: "GlobalNodeID", index: Int(node), value: "\(numbers[Int(node)])",
                        allowed: "numbers in \(volume)")
                }
                nodes.append(own)
            }
            let ids = face.cellArrays.first { $0.name == "ModelFaceID" }?.values ?? []
            let first = ids.first.flatMap { Int32(exactly: $0) }
            return (ids.allSatisfy { $0 == ids.first } ? first : nil, nodes)
        } catch {
            throw error.inside(path)
        }
    }

    public static func write(
        _ grid: UnstructuredGrid, path: String
    ) throws(MeshFormatError) {
        let (solids, tets) = grid.cells(.tetrahedron)
        if solids.isEmpty { throw .noCells(kind: "tetrahedra") }
        for type in grid.types where type != .tetrahedron && type != .triangle {
            throw .cannotHold(format: card.identifier, what: "\(type) cells")
        }
        var mesh = UnstructuredGrid()
        mesh.points = grid.points
        mesh.pointScalar = grid.pointScalar
        for k in stride(from: 0, to: tets.count, by: 4) {
            mesh.append(.tetrahedron, tets[k..<k + 4])
        }
        func numbered(_ name: String, _ count: Int) -> VTKArray {
            VTKArray(name: name, scalar: .int32, values: (0..<count).map { Double($0 + 1) })
        }
        mesh.pointArrays = [numbered("GlobalNodeID", grid.points.count)] + grid.pointArrays
        mesh.cellArrays = [numbered("GlobalElementID", solids.count)]
        for array in grid.cellArrays where array.name != "tag" {
            var own = array.picked(solids)
            if own.name == "part" { own.name = "ModelRegionID" }
            mesh.cellArrays.append(own)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: "\(path)/\(surfaces)", withIntermediateDirectories: true)
        } catch {
            throw .unwritable(reason: error.localizedDescription)
        }
        try writeFaces(grid, tets: tets, folder: path)
        try VTUWriter.write(mesh, path: "\(path)/\(volume)")
    }

    private static func writeFaces(
        _ grid: UnstructuredGrid, tets: [Int32], folder: String
    ) throws(MeshFormatError) {
        let (cells, triangles) = grid.cells(.triangle)
        if cells.isEmpty { return }
        let tags = try grid.cellArray("tag").integers()
        var owner: [SIMD3<Int32>: Int] = [:]
        for tet in 0..<tets.count / 4 {
            let n = (0..<4).map { tets[4 * tet + $0] }
            for face in [(0, 1, 2), (0, 1, 3), (0, 2, 3), (1, 2, 3)] {
                owner[key(n[face.0], n[face.1], n[face.2])] = tet + 1
            }
        }
        var numbered = UnstructuredGrid()
        numbered.points = grid.points
        numbered.pointScalar = grid.pointScalar
        var elements: [Double] = []
        for k in 0..<cells.count {
            let t = Array(triangles[3 * k..<3 * k + 3])
            numbered.append(.triangle, t)
            guard let tet = owner[key(t[0], t[1], t[2])] else {
                throw .badMesh(problem: "triangle \(k) is no face of a tetrahedron")
            }
            elements.append(Double(tet))
        }
        numbered.pointArrays = [
            VTKArray(
                name: "GlobalNodeID", scalar: .int32,
                values: grid.points.indices.map { Double($0 + 1) })
        ]
        numbered.cellArrays = [
            VTKArray(name: "GlobalElementID", scalar: .int32, values: elements),
            VTKArray(
                name: "ModelFaceID", scalar: .int32, values: cells.map { Double(tags[$0]) }),
        ]
        try VTPFormat.write(numbered.surface(), path: "\(folder)/mesh-complete.exterior.vtp")
        for tag in Set(cells.map { tags[$0] }).sorted() {
            let chosen = cells.indices.filter { tags[cells[$0]] == tag }
            var face = UnstructuredGrid()
            face.points = numbered.points
            face.pointScalar = numbered.pointScalar
            for k in chosen { face.append(.triangle, triangles[3 * k..<3 * k + 3]) }
            face.pointArrays = numbered.pointArrays
            face.cellArrays = numbered.cellArrays.map { $0.picked(chosen) }
            let known = tag >= 1 && Int(tag) <= names.count
            let name =
                grid.labelNames["tag"]?[tag] ?? (known ? names[Int(tag) - 1] : "face-\(tag)")
            try VTPFormat.write(face.surface(), path: "\(folder)/\(surfaces)/\(name).vtp")
        }
    }

    private static func key(_ a: Int32, _ b: Int32, _ c: Int32) -> SIMD3<Int32> {
        let (low, high) = (min(a, b, c), max(a, b, c))
        return SIMD3(low, a ^ b ^ c ^ low ^ high, high)
    }
}
