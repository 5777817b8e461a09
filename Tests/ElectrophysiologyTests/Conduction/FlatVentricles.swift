import Electrophysiology
import Fibres
import Geometry
import Numerics

/// Two ventricles unrolled into a slab of 32 × 16 × 8 mm: right wall, septum and left wall along x,
/// apex to base along y, endocardium z = 0, epicardium z = 8.
struct FlatVentricles {
    let box = BoxMesh(cells: SIMD3(16, 8, 4), spacing: 2)
    var anatomy: VentricularAnatomy
    var frames: [FibreFrame] { box.frames() }

    init() {
        let points = box.mesh.points
        let regions = box.mesh.tets.map { tet -> WallRegion in
            let x = (0..<4).reduce(0.0) { $0 + points[Int(tet[$1])].x } / 4
            return x < 12 ? .rightVentricle : x < 20 ? .septum : .leftVentricle
        }
        let floor = box.floor
        let nodes = Int32((box.cells.x + 1) * (box.cells.y + 1) * box.cells.z)
        let ceiling = floor.map { SIMD3($0[0], $0[2], $0[1]) &+ nodes }
        let floorTags = floor.map { triangle -> SurfaceTag in
            let x = (0..<3).reduce(0.0) { $0 + points[Int(triangle[$1])].x } / 3
            return x < 16 ? .rvEndocardium : .lvEndocardium
        }
        anatomy = VentricularAnatomy(
            mesh: box.mesh, regions: regions, triangles: floor + ceiling,
            triangleTags: floorTags + ceiling.map { _ in .epicardium },
            coordinates: VentricularCoordinates(
                apicobasal: points.map { $0.y / 16 }, transmural: points.map { $0.z / 8 },
                rotational: points.map { ($0.x - 16) / 16 * .pi }))
    }

    /// A tree below the left endocardium: root, trunk, two terminals 1 mm below mesh vertices.
    static func leftTree() throws -> PurkinjeTree {
        try PurkinjeTree(
            nodes: [Vec3(18, 8, -1), Vec3(24, 8, -1), Vec3(24, 2, -1), Vec3(30, 8, -1)],
            edges: [SIMD2(0, 1), SIMD2(1, 2), SIMD2(1, 3)])
    }

    /// One fibre to one terminal below the right endocardium.
    static func rightTree() throws -> PurkinjeTree {
        try PurkinjeTree(
            nodes: [Vec3(14, 8, -1), Vec3(4, 8, -1)], edges: [SIMD2(0, 1)])
    }

    static func conduction() throws -> ConductionSystem {
        ConductionSystem(left: .tree(try leftTree()), right: .tree(try rightTree()))
    }

    func activation(
        _ conduction: ConductionSystem? = nil, _ parameters: ActivationParameters = .published
    ) throws -> VentricularActivation {
        try VentricularActivation(
            anatomy: anatomy, frames: frames, conduction: conduction ?? Self.conduction(),
            parameters: parameters)
    }
}
