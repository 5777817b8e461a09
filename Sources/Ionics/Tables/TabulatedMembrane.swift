public import Numerics

/// A membrane model with one time step and one set of parameters, whose functions of the voltage are
/// interpolated in a table: several times faster than the equations, for tissue.
public protocol TabulatedMembrane: Sendable {
    /// Advances blocks whose cells all have the parameters of this table by its time step. Reads no
    /// parameters of `cells`.
    func advance(_ cells: CellBlocks<Double8>)
}

/// How a tabulated membrane takes a step.
public enum TabulatedScheme: Sendable, CaseIterable {
    /// Second order, two evaluations: ``ExponentialMidpoint``.
    case exponentialMidpoint
    /// First order, one evaluation: exponential gates, everything else by forward Euler, as many
    /// published codes do; to compare with them.
    ///
    /// Source: Rush, Larsen, *IEEE Trans. Biomed. Eng.* 25 (1978) 389–392,
    /// doi:10.1109/TBME.1978.326270.
    case rushLarsen
}

/// A model that has a tabulated form.
///
/// A test holds it to the equations: the same second-order scheme with the same states, apart from the
/// interpolation.
public protocol TabulatedIonicModel: IonicModel {
    /// Tables for a time step [ms] and parameters in the order of the card.
    static func tabulated(
        parameters: [Double], dt: Double, scheme: TabulatedScheme
    ) -> any TabulatedMembrane
}
