import Mechanics
import Numerics
import Quantities

/// The shape that the heart of an end-diastolic image takes without pressures and without contraction.
///
/// The prestressed wall, which carries the imaged pressures in its imaged shape, is let go: both cavity
/// pressures fall to zero. Residual stress of the prestress remains in it, see `Mechanics.Prestress`.
public struct UnloadedShape: Sendable, Equatable {
    /// Displacement of the nodes from the image [mm], three per node.
    public let displacement: [Double]
    /// Cavity volumes [mm³]: left, right.
    public let volumes: [Double]
    /// Largest out-of-balance force relative to the loads that was accepted [1].
    public let forceResidual: Double

    /// Lets the wall of a model go.
    ///
    /// - Throws: `MechanicsError` where the equilibrium is not found.
    /// - Complexity: a few equilibria, about a second on a mesh of 16 k unknowns.
    public init(_ model: HeartModel) throws {
        let solver = try MechanicsSolver(model.wall)
        var state = model.endDiastole.wall
        let report = try solver.equilibrium(
            &state, pressures: [Double](repeating: 0, count: state.pressures.count))
        displacement = state.displacement
        volumes = solver.volumes(state)
        forceResidual = report.forceResidual
    }

    /// Largest distance of a node from its place in the image [mm].
    public var largestDistance: Double {
        (0..<displacement.count / 3).reduce(0) {
            max(
                $0,
                Vec3(displacement[3 * $1], displacement[3 * $1 + 1], displacement[3 * $1 + 2]).norm)
        }
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
        ]
    }
}
