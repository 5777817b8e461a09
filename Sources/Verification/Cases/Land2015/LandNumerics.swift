import FiniteElements
import Mechanics

/// How the problems of the benchmark are solved.
///
/// Displacements are quadratic, volumetric pressures linear (Taylor–Hood), the wall is incompressible: the
/// benchmark has no bulk modulus. That of the augmented Lagrangian decides how many rounds it takes
/// and resists the part of the volume change that linear pressures do not see; the case solves with
/// four times as much to show that results do not hang on it.
struct LandNumerics: Sendable {
    /// Bulk modulus of the augmented Lagrangian [kPa].
    var bulkModulus: Double
    /// Points of the elements: degree 5 moves apices by less than 0.01 mm, degree 2 by up to 0.05 mm.
    static let quadrature = TetQuadrature.degree3

    /// Solves one problem from the reference.
    ///
    /// - Throws: what the solver throws where there is no equilibrium or volume is not kept.
    func solve(
        _ model: MechanicsModel, pressures: [Double] = [], tension: Double = 0,
        surfacePressures: [Double] = []
    ) throws -> LandSolution {
        let solver = try MechanicsSolver(model)
        var state = MechanicsState(model)
        var volumePressures: [Double] = []
        let report = try solver.incompressibleEquilibrium(
            &state, volumePressures: &volumePressures, pressures: pressures,
            tension: [Double](repeating: tension, count: model.pointCount),
            surfacePressures: surfacePressures)
        return LandSolution(mesh: model.mesh, positions: solver.positions(state), report: report)
    }
}
