import Fibres
import FiniteElements
import Geometry
import Glibc
import Mechanics
import Numerics

/// Problems 2 and 3: a thick ventricle held at its base, inflated, and inflated while it contracts.
struct LandEllipsoid: Sendable {
    /// The wall of both problems.
    static let shape = TruncatedEllipsoid.land2015
    /// Exponent of the rings towards the apex [1]: there all fibres meet.
    static let apexGrading = 1.5
    /// Size of the elements at the base with one layer [mm]: three times the thickness of the wall.
    static let coarseSize = 9.0

    /// Parameters of the law of Guccione.
    var material: [String: Double]
    /// Follower pressure on the endocardium [kPa].
    var pressure: Double
    /// Constant second Piola–Kirchhoff stress along the fibres [kPa].
    var tension: Double

    /// Problem 2: isotropic, inflated.
    static let inflation = LandEllipsoid(
        material: ["C": 10, "bf": 1, "bt": 1, "bfs": 1], pressure: 10, tension: 0)
    /// Problem 3: fibrous, inflated and contracting.
    static let contraction = LandEllipsoid(
        material: ["C": 2, "bf": 8, "bt": 2, "bfs": 4], pressure: 15, tension: 60)

    /// Solves the problem with as many layers through the wall as the level.
    ///
    /// The cap over the base has fixed nodes only, so that the pressure of a closed cavity is that on
    /// the endocardium.
    func solve(level: Int, _ numerics: LandNumerics) throws -> LandSolution {
        let mesh = try Self.shape.quadraticMesh(
            elementSize: Self.coarseSize / Double(level), layers: level,
            apexGrading: Self.apexGrading)
        let model = try MechanicsModel(
            mesh: mesh, frames: Self.frames(mesh), material: Guccione(values: material),
            incompressibility: .pointwise(bulkModulus: numerics.bulkModulus),
            activeStress: ActiveStress(measure: .secondPiola), cavities: [.lvEndocardium],
            isFixed: Self.fixed(mesh), quadrature: LandNumerics.quadrature)
        return try numerics.solve(model, pressures: [pressure], tension: tension)
    }

    /// The nodes of the base do not move at all.
    private static func fixed(_ mesh: QuadraticTetMesh) -> [Bool] {
        var isFixed = [Bool](repeating: false, count: 3 * mesh.points.count)
        for node in mesh.triangles(tagged: .base) {
            for axis in 0..<3 { isFixed[3 * Int(node) + axis] = true }
        }
        return isFixed
    }

    private static func frames(_ mesh: QuadraticTetMesh) -> [FibreFrame] {
        (0..<mesh.tetCount).flatMap { tet in
            let element = mesh.element(tet)
            return LandNumerics.quadrature.points.map { frame(at: element.position($0)) }
        }
    }

    /// The frame at a point: the fibre is sin α along the meridian and cos α along the parallel, with α
    /// from 90° inside to −90° outside; the sheet lies along the normal of the ellipsoid.
    static func frame(at point: Vec3) -> FibreFrame {
        let place = shape.place(of: point)
        let (meridian, parallel) = shape.tangents(place)
        let angle = (0.5 - place.t) * .pi
        return FibreFrame(
            fibre: sin(angle) * meridian + cos(angle) * parallel,
            sheet: meridian.cross(parallel).normalized)
    }
}
