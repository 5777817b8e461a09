import Mechanics
import Numerics
import Quantities

/// The shape that the heart of an end-diastolic image takes without pressures and without contraction.
///
/// The prestressed wall, which carries the imaged pressures in its imaged shape, is let go: both cavity
/// pressures fall to zero. What the stretch of the prestress is beyond that of this shape stays in it as
/// residual stress, see `Mechanics.Prestress`. The same pressures bring it back to the image.
public struct UnloadedShape: Sendable, Equatable {
    /// Displacement of the nodes from the image [mm], three per node.
    public let displacement: [Double]
    /// Cavity volumes [mm³]: left, right.
    public let volumes: [Double]
    /// Largest out-of-balance force relative to the loads that was accepted [1].
    public let forceResidual: Double
    /// Largest distance of a node from its place in the image once the imaged pressures are back [mm].
    public let returnDistance: Double
    /// Residual strain: root mean square of λ − 1 over the wall, λ the principal stretches of the
    /// unloaded wall against stress-free muscle [1].
    public let residualStrain: Double

    /// Lets the wall of a model go.
    ///
    /// - Throws: `MechanicsError` where the equilibrium is not found.
    /// - Complexity: a few equilibria, some seconds on a mesh of 16 k unknowns.
    public init(_ model: HeartModel) throws {
        let solver = try MechanicsSolver(model.wall)
        var state = model.endDiastole.wall
        let report = try solver.equilibrium(
            &state, pressures: [Double](repeating: 0, count: state.pressures.count))
        displacement = state.displacement
        volumes = solver.volumes(state)
        forceResidual = report.forceResidual
        residualStrain = try Self.residualStrain(model, solver, displacement)
        try solver.equilibrium(&state, pressures: model.endDiastole.wall.pressures)
        returnDistance = Self.largest(state.displacement)
    }

    /// Largest distance of a node from its place in the image [mm].
    public var largestDistance: Double { Self.largest(displacement) }

    private static func largest(_ u: [Double]) -> Double {
        (0..<u.count / 3).reduce(0) {
            max($0, Vec3(u[3 * $1], u[3 * $1 + 1], u[3 * $1 + 2]).norm)
        }
    }

    private static func residualStrain(
        _ model: HeartModel, _ solver: MechanicsSolver, _ displacement: [Double]
    ) throws -> Double {
        let gradients = solver.deformationGradients(displacement: displacement)
        var sum = 0.0
        for (point, F) in gradients.enumerated() {
            let total = model.wall.prestress.isEmpty ? F : F * model.wall.prestress[point]
            let squares = try SymmetricEigen3(total.transpose * total).values
            for square in [squares.x, squares.y, squares.z] {
                let strain = square.squareRoot() - 1
                sum += model.points.volume[point] * strain * strain
            }
        }
        return (sum / (3 * model.points.volume.reduce(0, +))).squareRoot()
    }

    /// The numbers for people.
    public var metrics: [HeartMetric] {
        [
            HeartMetric(
                identifier: "lvUnloadedVolumeML", name: "LV unloaded volume", unit: "mL",
                value: volumes[0] / Units.mL),
            HeartMetric(
                identifier: "rvUnloadedVolumeML", name: "RV unloaded volume", unit: "mL",
                value: volumes[1] / Units.mL),
            HeartMetric(
                identifier: "unloadedDistanceMm", name: "unloaded shape, farthest from the image",
                unit: "mm", value: largestDistance),
            HeartMetric(
                identifier: "unloadedReturnMm",
                name: "unloaded shape reloaded, off the image",
                unit: "mm", value: returnDistance),
            HeartMetric(
                identifier: "unloadedResidualStrain",
                name: "residual strain of the unloaded shape (rms)", unit: "%",
                value: 100 * residualStrain),
        ]
    }
}
