public import Geometry

/// Ventricular meshes as VTU files, in the form of the files in `meshes/`.
///
/// Tetrahedra and boundary triangles, linear or quadratic; cell arrays `part` (``WallRegion`` of
/// tetrahedra, 0 on triangles) and `tag` (``SurfaceTag`` of triangles, 0 on tetrahedra); optional
/// point arrays `ab`, `tm`, `rt` (``VentricularCoordinates``). Lengths in millimetres.
public enum VentricularMeshFile {
    /// Reads a mesh of quadratic tetrahedra, of any format.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func readQuadratic(path: String) throws(MeshFormatError) -> QuadraticTetMesh {
        let grid = try MeshFileFormats.read(path: path)
        do throws(MeshFormatError) {
            return try quadratic(grid)
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    /// Reads a mesh of linear tetrahedra, of any format.
    ///
    /// - Throws: ``MeshFormatError/inFile(path:problem:)``.
    public static func readLinear(path: String) throws(MeshFormatError) -> VentricularAnatomy {
        let grid = try MeshFileFormats.read(path: path)
        do throws(MeshFormatError) {
            return try linear(grid)
        } catch {
            throw .inFile(path: path, problem: error)
        }
    }

    /// The quadratic tetrahedra and triangles of a grid; triangles are turned outwards.
    public static func quadratic(
        _ grid: UnstructuredGrid
    ) throws(MeshFormatError) -> QuadraticTetMesh {
        let parts = try wall(grid, .quadraticTetrahedron, .quadraticTriangle)
        let corners = parts.tets.enumerated().filter { $0.offset % 10 < 4 }.map(\.element)
        let boundary = try outward(tetCorners: corners, parts.triangles, nodesPerTriangle: 6)
        return QuadraticTetMesh(
            points: grid.points, tets: parts.tets, regions: parts.regions, triangles: boundary,
            triangleTags: parts.tags, coordinates: try coordinates(grid))
    }

    /// The linear tetrahedra and triangles of a grid; triangles are turned outwards.
    public static func linear(
        _ grid: UnstructuredGrid
    ) throws(MeshFormatError) -> VentricularAnatomy {
        let parts = try wall(grid, .tetrahedron, .triangle)
        let boundary = try outward(tetCorners: parts.tets, parts.triangles, nodesPerTriangle: 3)
        let mesh = TetMesh(points: grid.points, tets: quadruples(parts.tets))
        return VentricularAnatomy(
            mesh: mesh, regions: parts.regions,
            triangles: stride(from: 0, to: boundary.count, by: 3).map {
                SIMD3(boundary[$0], boundary[$0 + 1], boundary[$0 + 2])
            },
            triangleTags: parts.tags, coordinates: try coordinates(grid))
    }

    private struct Wall {
        var tets: [Int32]
        var regions: [WallRegion] = []
        var triangles: [Int32]
        var tags: [SurfaceTag] = []
    }

    private static func wall(
        _ grid: UnstructuredGrid, _ tetType: VTKCellType, _ triangleType: VTKCellType
    ) throws(MeshFormatError) -> Wall {
        let (tetCells, tets) = grid.cells(tetType)
        let (triangleCells, triangles) = grid.cells(triangleType)
        if tetCells.isEmpty { throw .noCells(kind: "\(tetType) cells") }
        if triangleCells.isEmpty { throw .noCells(kind: "\(triangleType) cells on its boundary") }
        let parts = try grid.cellArray("part").integers()
        let tags = try grid.cellArray("tag").integers()
        var wall = Wall(tets: tets, triangles: triangles)
        for cell in tetCells {
            guard let region = WallRegion(rawValue: parts[cell]) else {
                throw .outOfRange(
                    array: "part", index: cell, value: "\(parts[cell])",
                    allowed: "1 (left ventricle), 2 (right ventricle) and 7 (septum)")
            }
            wall.regions.append(region)
        }
        for cell in triangleCells {
            guard let tag = SurfaceTag(rawValue: tags[cell]) else {
                throw .outOfRange(
                    array: "tag", index: cell, value: "\(tags[cell])",
                    allowed: "1 (LV endocardium), 2 (RV endocardium), 3 (epicardium), 4 (base)")
            }
            wall.tags.append(tag)
        }
        return wall
    }

    private static func coordinates(
        _ grid: UnstructuredGrid
    ) throws(MeshFormatError) -> VentricularCoordinates? {
        let names = ["ab", "tm", "rt"]
        if !grid.pointArrays.contains(where: { names.contains($0.name) }) { return nil }
        for name in names {
            let array = try grid.pointArray(name)
            if array.values.count != grid.points.count {
                throw .wrongCount(
                    array: name, expected: grid.points.count, found: array.values.count)
            }
            for (index, value) in array.values.enumerated() where !value.isFinite {
                throw .outOfRange(
                    array: name, index: index, value: "\(value)", allowed: "finite numbers")
            }
        }
        return VentricularCoordinates(
            apicobasal: try grid.pointArray("ab").values,
            transmural: try grid.pointArray("tm").values,
            rotational: try grid.pointArray("rt").values)
    }

    private static func quadruples(_ nodes: [Int32]) -> [SIMD4<Int32>] {
        stride(from: 0, to: nodes.count, by: 4).map {
            SIMD4(nodes[$0], nodes[$0 + 1], nodes[$0 + 2], nodes[$0 + 3])
        }
    }

    /// The triangles, turned outwards; they must be exactly the boundary of the tetrahedra.
    private static func outward(
        tetCorners: [Int32], _ triangles: [Int32], nodesPerTriangle: Int
    ) throws(MeshFormatError) -> [Int32] {
        let boundary = try MeshFormatError.meshing { () throws(GeometryError) in
            try TetBoundary(quadruples(tetCorners))
        }
        var faces: [SIMD3<Int32>: SIMD3<Int32>] = [:]
        for face in boundary.triangles { faces[TetBoundary.key(face)] = face }
        var turned = triangles
        for start in stride(from: 0, to: triangles.count, by: nodesPerTriangle) {
            let corners = SIMD3(triangles[start], triangles[start + 1], triangles[start + 2])
            guard let face = faces.removeValue(forKey: TetBoundary.key(corners)) else {
                throw .badMesh(
                    problem: "triangle \(start / nodesPerTriangle) is not a face of the boundary")
            }
            if !isRotation(corners, of: face) {
                turned.swapAt(start + 1, start + 2)
                // Middles 01, 12, 20 of the turned triangle are the old 02, 21, 10.
                if nodesPerTriangle == 6 { turned.swapAt(start + 3, start + 5) }
            }
        }
        if !faces.isEmpty {
            throw .badMesh(problem: "\(faces.count) faces of the boundary have no tagged triangle")
        }
        return turned
    }

    private static func isRotation(_ corners: SIMD3<Int32>, of face: SIMD3<Int32>) -> Bool {
        (0..<3).contains { corners == SIMD3(face[$0], face[($0 + 1) % 3], face[($0 + 2) % 3]) }
    }
}
