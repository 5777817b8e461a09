public import Mechanics

/// How fine a reduced model is.
public struct ReductionSettings: Sendable, Equatable {
    /// Share of the snapshots' deviation from their mean that modes may leave, in gradients [1].
    public var modeTolerance = 0.005
    /// Most modes.
    public var maximumModes = 40
    /// Relative error of the training forces that sampling may leave [1]; 0.01 in Farhat et al. 2014,
    /// doi:10.1002/nme.4668 (from memory).
    public var samplingTolerance = 0.005
    /// Every so many snapshots one trains the sampling.
    public var sampledSnapshots = 4

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
        let modes = try PrincipalModes(
            snapshots.map(\.displacement), product: product, tolerance: settings.modeTolerance,
            maximum: settings.maximumModes)
        progress("sampling of elements", 0.3)
        let chosen = stride(from: 0, to: snapshots.count, by: settings.sampledSnapshots)
            .map { snapshots[$0] }
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
}
