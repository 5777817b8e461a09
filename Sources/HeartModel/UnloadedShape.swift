import FiniteElements
import Mechanics
public import Numerics
import Quantities

/// The shape that the heart of an end-diastolic image takes without pressures and without contraction.
///
/// The prestressed wall, which carries the imaged pressures in its imaged shape, is let go: both cavity
/// pressures fall to zero. What the stretch of the prestress is beyond that of this shape stays in it as
/// residual stress, see `Mechanics.Prestress`. The same pressures bring it back to the image.
public struct UnloadedShape: Sendable, Equatable {
    /// Node positions [mm].
    public let points: [Vec3]
    /// Cavity volumes [mm³]: left, right.
    public let volumes: [Double]
    /// Largest distance of a node from its place in the image [mm].
    public let largestDistance: Double
    /// The same once the imaged pressures are back [mm].
    public let returnDistance: Double
    /// Residual strain: root mean square of λ − 1 over the wall, λ the principal stretches of the
    /// unloaded wall against stress-free muscle [1].
    public let residualStrain: Double

    /// Looks at the reference of a model, or lets its wall go where the reference is the image.
    ///
    /// - Throws: `MechanicsError` where the equilibrium is not found.
    /// - Complexity: with the image as reference two equilibria, some seconds on a mesh of 16 k unknowns.
    public init(_ model: HeartModel) throws {
        let wall = model.wall
        var displacement = [Double](repeating: 0, count: wall.unknownCount)
        switch try model.parameters.referenceShape() {
        case .unloaded: returnDistance = model.imaged.largestDistance
        case .image:
            let solver = try MechanicsSolver(wall)
            var state = model.endDiastole.wall
            try solver.equilibrium(&state, pressures: state.pressures.map { _ in 0 })
            displacement = state.displacement
            try solver.equilibrium(&state, pressures: model.endDiastole.wall.pressures)
            returnDistance = wall.largestDistanceFromImage(state.displacement)
        }
        let points = wall.positions(displacement)
        self.points = points
        volumes = wall.cavities.map { $0.volume(points) }
        largestDistance = wall.largestDistanceFromImage(displacement)
        residualStrain = try Self.residualStrain(
            wall.muscleStretch(displacement), volumes: model.points.volume)
    }

    private static func residualStrain(_ stretch: [Mat3], volumes: [Double]) throws -> Double {
        var sum = 0.0
        for (F, volume) in zip(stretch, volumes) {
            let squares = try SymmetricEigen3(F.transpose * F).values
            for square in [squares.x, squares.y, squares.z] {
                let strain = square.squareRoot() - 1
                sum += volume * strain * strain
            }
        }
        return (sum / (3 * volumes.reduce(0, +))).squareRoot()
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
