import Geometry
public import Mechanics
import Numerics

/// How fine a reduced model is.
public struct ReductionSettings: Sendable, Equatable {
    /// Share of the snapshots' deviation from their mean that modes may leave, in gradients [1].
    public var modeTolerance = 0.005
    /// Most modes: what rodero-01 needs to be within 2 % in displacement, and for which modes leave what is tolerated there.
    public var maximumModes = 120
    /// How far the wall may go for what sampling leaves of the training forces, root mean square over the snapshots,
    /// relative to the motion and the largest pressures [1].
    public var samplingTolerance = 0.005
    /// Most snapshots that modes are made of, and most that train the sampling, spread evenly.
    public var modeSnapshots = 800
    public var sampledSnapshots = 240

    /// The standard settings.
    public init() {}
}

extension ReducedBasis {
    /// Makes a basis of snapshots.
    ///
    /// - Returns: the basis, what the modes leave and what the sampling leaves [1].
    /// - Throws: ``ReductionError``, errors of the wall.
    public static func trained(
        _ model: MechanicsModel, on snapshots: [WallSnapshot], settings: ReductionSettings,
        progress: (_ stage: String, _ share: Double) -> Void = { _, _ in }
    ) throws -> (basis: ReducedBasis, remainder: Double, residual: Double) {
        let product = GradientProduct(model)
        progress("modes", 0)
        func spread(_ count: Int) -> [WallSnapshot] {
            let step = max(1, (snapshots.count + count - 1) / max(count, 1))
            return stride(from: 0, to: snapshots.count, by: step).map { snapshots[$0] }
        }
        let shapes = spread(settings.modeSnapshots).map(\.displacement)
        let modes = try PrincipalModes(
            shapes, product: product,
            given: RigidMotions.motions(positions: Self.meanPositions(model, shapes)),
            tolerance: settings.modeTolerance, maximum: settings.maximumModes)
        progress("sampling of elements", 0.3)
        let chosen = spread(settings.sampledSnapshots)
        let sampling = try ElementSampling(
            model, modes: modes, product: product, snapshots: chosen,
            tolerance: settings.samplingTolerance
        ) { progress("sampling of elements", 0.3 + 0.5 * $0) }
        return (
            ReducedBasis(
                mean: modes.mean, modes: modes.modes, elements: sampling.elements,
                weights: sampling.weights), modes.remainder, sampling.residual
        )
    }

    /// Mean positions of the nodes [mm].
    private static func meanPositions(_ model: MechanicsModel, _ shapes: [[Double]]) -> [Vec3] {
        let share = 1 / Double(max(shapes.count, 1))
        return model.mesh.points.enumerated().map { node, X in
            shapes.reduce(X) { sum, u in
                sum + share * Vec3(u[3 * node], u[3 * node + 1], u[3 * node + 2])
            }
        }
    }
}
