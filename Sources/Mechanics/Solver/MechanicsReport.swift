/// What one solve cost and how well it converged.
public struct MechanicsReport: Sendable, Equatable {
    /// Newton iterations.
    public var iterations = 0
    /// Factorisations of the stiffness.
    public var factorisations = 0
    /// Evaluations of forces only.
    public var forceEvaluations = 0
    /// Evaluations of forces and stiffness.
    public var stiffnessEvaluations = 0
    /// Shortened line-search steps.
    public var cuts = 0
    /// Most negative pivots of any stiffness factored (motions): above zero on the way through a snap.
    public var negativePivots = 0
    /// Steps given up and made in halves (motions).
    public var halvings = 0
    /// Load increments (equilibrium problems).
    public var increments = 0
    /// Relative out-of-balance force at the end [1].
    public var forceResidual = 0.0
    /// Largest volume difference at the end [mm³].
    public var volumeResidual = 0.0
    /// Smallest det F at the quadrature points at the end [1].
    public var smallestJ = 1.0
    /// Cavity volumes at the end [mm³].
    public var volumes: [Double] = []

    /// An empty report.
    public init() {}

    /// Adds the counts of a later solve and takes over its final values.
    public mutating func absorb(_ other: MechanicsReport) {
        iterations += other.iterations
        factorisations += other.factorisations
        forceEvaluations += other.forceEvaluations
        stiffnessEvaluations += other.stiffnessEvaluations
        cuts += other.cuts
        negativePivots = max(negativePivots, other.negativePivots)
        halvings += other.halvings
        increments += other.increments
        forceResidual = other.forceResidual
        volumeResidual = other.volumeResidual
        smallestJ = other.smallestJ
        volumes = other.volumes
    }
}

/// The parts of a solve, announced as they begin; a caller with a clock can time them.
public enum MechanicsStage: Sendable, CaseIterable {
    /// Forces, with or without stiffness.
    case assembly
    /// The contraction model at all points.
    case activeTension
    /// Numeric factorisation.
    case factorisation
    /// Forward and backward substitution.
    case solution
    /// Everything else.
    case other
}
