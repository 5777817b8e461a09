import FiniteElements
import Mechanics

/// How the problems of the benchmark are solved: nothing here changes the problem.
struct LandNumerics: Sendable {
    /// Bulk modulus of the augmented Lagrangian [kPa]: it decides the number of rounds, not the result.
    var bulkModulus = 1000.0
    /// Points of the elements.
    var quadrature = TetQuadrature.degree3
    /// Largest accepted |J̄ − 1| of an element [1].
    var dilatationTolerance = 1e-4
    /// Relative out-of-balance force [1].
    var forceTolerance = 1e-6

    /// Solves one problem from the reference, each element at its reference volume.
    func solve(
        _ model: MechanicsModel, pressures: [Double] = [], tension: [Double] = [],
        surfacePressures: [Double] = []
    ) throws -> LandSolution {
        let solver = try MechanicsSolver(model)
        solver.settings.forceTolerance = forceTolerance
        var state = MechanicsState(model)
        var volumePressures: [Double] = []
        var volumes = MechanicsSolver.VolumeSettings()
        volumes.dilatationTolerance = dilatationTolerance
        let report = try solver.incompressibleEquilibrium(
            &state, volumePressures: &volumePressures, pressures: pressures, tension: tension,
            surfacePressures: surfacePressures, settings: volumes)
        return LandSolution(
            mesh: model.mesh, positions: solver.positions(state), report: report)
    }
}
