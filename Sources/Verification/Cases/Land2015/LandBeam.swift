import Fibres
import Geometry
import Mechanics
import Numerics

/// Problem 1: a beam clamped at x = 0 and bent by a pressure on its lower face.
struct LandBeam: Sendable {
    /// Size of the beam [mm].
    static let size = Vec3(10, 1, 1)
    /// Follower pressure on z = 0 [kPa].
    static let pressure = 0.004
    /// The point whose deflection is judged [mm].
    static let tip = Vec3(10, 0.5, 1)

    /// Cells along x, y and z.
    var cells: (x: Int, y: Int, z: Int)

    /// Solves the problem.
    func solve(_ numerics: LandNumerics) throws -> LandSolution {
        let mesh = try Box(size: Self.size).quadraticMesh(
            cells: cells, tag: { $0.z == 0 ? .lvEndocardium : .epicardium })
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let model = try MechanicsModel(
            mesh: mesh,
            frames: [FibreFrame](repeating: frame, count: mesh.tetCount * numerics.quadrature.count),
            material: Guccione(values: ["C": 2, "bf": 8, "bt": 2, "bfs": 4]),
            incompressibility: .pointwise(bulkModulus: numerics.bulkModulus), cavities: [],
            pressureSurfaces: [PressureSurface(mesh, surface: .lvEndocardium)],
            isFixed: mesh.points.flatMap { [Bool](repeating: $0.x == 0, count: 3) },
            quadrature: numerics.quadrature)
        return try numerics.solve(model, surfacePressures: [Self.pressure])
    }
}
