import Fibres
import FiniteElements
import Geometry
import Glibc
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
    /// Exponent p of the planes x = 10 mm·(k/n)^p [1]: smaller cells at the clamp, along whose edges the
    /// stress is singular.
    static let grading = 2.0

    /// Solves the problem with cells of some 1/level of the height.
    static func solve(level: Int, _ numerics: LandNumerics) throws -> LandSolution {
        var lattice = BoxLattice(size: size, cells: SIMD3(8 * level, level, level))
        lattice.x = lattice.x.map { size.x * pow($0 / size.x, grading) }
        let mesh = try lattice.quadraticMesh { $0.z == 0 ? .lvEndocardium : .epicardium }
        let frame = FibreFrame(fibre: Vec3(1, 0, 0), sheet: Vec3(0, 1, 0))
        let model = try MechanicsModel(
            mesh: mesh,
            frames: [FibreFrame](
                repeating: frame, count: mesh.tetCount * LandNumerics.quadrature.count),
            material: Guccione(values: ["C": 2, "bf": 8, "bt": 2, "bfs": 4]),
            incompressibility: .pointwise(bulkModulus: numerics.bulkModulus), cavities: [],
            pressureSurfaces: [PressureSurface(mesh, surface: .lvEndocardium)],
            isFixed: mesh.points.flatMap { [Bool](repeating: $0.x == 0, count: 3) },
            quadrature: LandNumerics.quadrature)
        return try numerics.solve(model, surfacePressures: [pressure])
    }
}
