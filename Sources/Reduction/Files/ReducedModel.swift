public import Mechanics
import HeartModel

/// Everything that a file of a reduced model holds.
public struct ReducedModel: Sendable, Equatable {
    /// Basis and sampling.
    public var basis: ReducedBasis
    /// The reference that displacements count from.
    public var reference: WallReference
    /// What may be asked.
    public var box: ParameterBox
    /// What modes leave of the snapshots and sampling of the training forces [1].
    public var remainder: Double
    public var residual: Double
    /// Snapshots that it was made of.
    public var snapshots: Int
    /// SHA-256 of the patient file it was made of.
    public var patientDigest: String
    /// How it did at points that training did not see.
    public var checks: [HeldOutCheck]

    /// Makes a model.
    public init(
        basis: ReducedBasis, reference: WallReference, box: ParameterBox, remainder: Double,
        residual: Double, snapshots: Int, patientDigest: String, checks: [HeldOutCheck]
    ) {
        self.basis = basis
        self.reference = reference
        self.box = box
        self.remainder = remainder
        self.residual = residual
        self.snapshots = snapshots
        self.patientDigest = patientDigest
        self.checks = checks
    }

    /// Error by estimate: the largest ratio at the checks, and not below one, so that checks at which the estimate was far
    /// too large make no other one small; nil without checks, infinite where a check had no estimate.
    public var calibration: Double? {
        checks.map { $0.estimate.isFinite ? max(1, $0.largest / $0.estimate) : .infinity }.max()
    }

    /// Error up to which an answer of the reduced model is given [1].
    public static let acceptedError = 0.02

    /// What the error probably is, by the estimate of a beat [1].
    public func expectedError(_ estimate: ReductionEstimate) -> Double {
        (calibration ?? 1) * estimate.relative
    }
}
