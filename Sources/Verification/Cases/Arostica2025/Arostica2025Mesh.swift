import Fibres
import FiniteElements
import Geometry
import Numerics
import Storage

/// A published mesh of the benchmark: quadratic tetrahedra with straight edges, and fibre frames.
struct Arostica2025Mesh: Sendable {
    let wall: QuadraticTetMesh
    /// Frames at the quadrature points.
    let frames: [FibreFrame]
    /// Quadrature of the elements: four points. With fourteen, the displacement of case 1 changes by a
    /// thousandth.
    static let quadrature = TetQuadrature.degree2

    /// The published monoventricular mesh of a folder, with fibres as its published generator makes
    /// them: directions at the vertices, linear between them.
    ///
    /// - Throws: `StorageError`, ``VerificationError``.
    static func mono(folder: String) throws -> Arostica2025Mesh {
        let wall = try read(
            folder + "/ellipsoid_0.005.h5", tags: [1: .lvEndocardium, 2: .epicardium, 3: .base])
        return Arostica2025Mesh(
            wall: wall, frames: linear(wall, try Arostica2025Ellipsoid.vertexFrames(on: wall)))
    }

    /// Any mesh of the monoventricle, with the fibres of the specification at every quadrature point.
    ///
    /// - Throws: `FiniteElementsError`.
    static func mono(_ wall: QuadraticTetMesh) throws -> Arostica2025Mesh {
        Arostica2025Mesh(
            wall: wall,
            frames: try Arostica2025Ellipsoid.frames(on: wall, at: quadrature.points))
    }

    /// The coarse biventricular mesh of a folder, with the fibres supplied at its vertices and quadratic
    /// functions from them, see ``quadraticFrames(_:vertices:)``.
    ///
    /// - Throws: `StorageError`, `FiniteElementsError`, ``VerificationError``.
    static func biv(folder: String) throws -> Arostica2025Mesh {
        let wall = try read(
            folder + "/bi_ventricular.h5",
            tags: [10: .base, 20: .rvEndocardium, 30: .lvEndocardium, 40: .epicardium])
        let file = folder + "/fiber_directions.h5"
        let group = try H5File(reading: file).root.group("VisualisationVector")
        let fibres = try vectors(group.read("0").values)
        let sheets = try vectors(group.read("1").values)
        let vertices = fibres.count
        guard sheets.count == vertices, vertices <= wall.points.count else {
            throw VerificationError.unusableReference(
                path: file, reason: "\(vertices) fibres and \(sheets.count) sheets")
        }
        // Supplied to six digits: made orthonormal to all of them.
        let frames = zip(fibres, sheets).map { fibre, sheet in
            let f = fibre.normalized
            return FibreFrame(fibre: f, sheet: (sheet - sheet.dot(f) * f).normalized)
        }
        return Arostica2025Mesh(
            wall: wall, frames: try quadraticFrames(wall, vertices: frames))
    }

    /// Reads vertices, tetrahedra and tagged triangles [m] and adds the middle nodes.
    private static func read(
        _ path: String, tags: [UInt64: SurfaceTag]
    ) throws -> QuadraticTetMesh {
        let root = try H5File(reading: path).root
        let millimetres = 1000.0
        let points = try vectors(root.read("Mesh/mesh/geometry").values).map { millimetres * $0 }
        let corners: [Int32] = try root.read("Mesh/mesh/topology").values
        let faces: [Int32] = try root.read("MeshFunction/0/mesh/topology").values
        let values: [UInt64] = try root.read("MeshFunction/0/values").values
        let outside = (corners + faces).first { $0 < 0 || Int($0) >= points.count }
        guard outside == nil, corners.count % 4 == 0, faces.count == 3 * values.count else {
            throw VerificationError.unusableReference(path: path, reason: "inconsistent arrays")
        }
        var mesh = TetMesh(
            points: points,
            tets: stride(from: 0, to: corners.count, by: 4).map {
                SIMD4(corners[$0], corners[$0 + 1], corners[$0 + 2], corners[$0 + 3])
            })
        for tet in mesh.tets.indices where mesh.volume(tet) < 0 {
            let t = mesh.tets[tet]
            mesh.tets[tet] = SIMD4(t.x, t.y, t.w, t.z)
        }
        var tagOf: [SIMD3<Int32>: UInt64] = [:]
        for (face, value) in values.enumerated() {
            let triangle = SIMD3(faces[3 * face], faces[3 * face + 1], faces[3 * face + 2])
            tagOf[TetBoundary.key(triangle)] = value
        }
        let boundary = try TetBoundary(mesh.tets)
        let surface = try boundary.triangles.map { triangle -> SurfaceTag in
            guard let value = tagOf[TetBoundary.key(triangle)], let tag = tags[value] else {
                throw VerificationError.unusableReference(
                    path: path, reason: "a boundary triangle has no known tag")
            }
            return tag
        }
        let anatomy = VentricularAnatomy(
            mesh: mesh,
            regions: [WallRegion](repeating: .leftVentricle, count: mesh.tets.count),
            triangles: boundary.triangles, triangleTags: surface)
        return QuadraticTetMesh(
            curving: anatomy,
            middle: { 0.5 * (points[Int($0)] + points[Int($1)]) })
    }

    /// Frames from those at the vertices: directions linear between them, then made orthonormal.
    private static func linear(
        _ wall: QuadraticTetMesh, _ vertices: [FibreFrame]
    ) -> [FibreFrame] {
        frames(wall) { nodes, weights in
            var fibre = Vec3.zero
            var sheet = Vec3.zero
            for (node, weight) in zip(nodes, weights) {
                fibre += weight * vertices[node].fibre
                sheet += weight * vertices[node].sheet
            }
            let f = fibre.normalized
            return FibreFrame(fibre: f, sheet: (sheet - sheet.dot(f) * f).normalized)
        }
    }

    /// Frames at the quadrature points from the vertices of each tetrahedron and their weights.
    private static func frames(
        _ wall: QuadraticTetMesh, _ mean: (_ nodes: [Int], _ weights: [Double]) -> FibreFrame
    ) -> [FibreFrame] {
        (0..<wall.tetCount).flatMap { tet -> [FibreFrame] in
            let nodes = (0..<4).map { Int(wall.tets[QuadraticTet.nodeCount * tet + $0]) }
            return quadrature.points.map {
                mean(nodes, [1 - $0.x - $0.y - $0.z, $0.x, $0.y, $0.z])
            }
        }
    }

    private static func vectors(_ flat: [Double]) -> [Vec3] {
        (0..<flat.count / 3).map { Vec3(flat[3 * $0], flat[3 * $0 + 1], flat[3 * $0 + 2]) }
    }
}
