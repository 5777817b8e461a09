public import Numerics
public import Quantities

/// The equations of a membrane model, written once for any lanes.
///
/// Conventions: time in ms, voltage in mV, currents and stimulus in µA per µF of membrane
/// (= A/F = mV/ms), outward currents positive, so
///
/// ```
/// dV/dt = −Iion + Istim
/// ```
///
/// and a positive stimulus depolarises. The stimulus is carried by potassium where the model counts
/// it.
///
/// A new model is one file with its equations and its card, and one line in a registry; the
/// integrators come from the protocol's extensions. The equations are one generic function
///
/// ```
/// static func evaluate<L: RealLanes>(
///     _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
///     into derivative: StateDerivative<L>)
/// ```
///
/// which satisfies both requirements below. They ask for its two concrete forms and not for the
/// generic one, so that the compiler can drop the form for unknown lanes, half of the object code
/// of a module of models.
public protocol MembraneEquations: IonicModel {
    /// Evaluates the right-hand side dy/dt and the decay rates used to integrate it.
    ///
    /// - Parameter state: `card.states.count` values.
    /// - Parameter parameters: `card.parameters.count` values.
    /// - Parameter stimulus: depolarising current [µA/µF].
    /// - Parameter derivative: receives every state's rate and decay.
    static func evaluate(
        _ state: UnsafePointer<Double8>, _ parameters: UnsafePointer<Double8>, stimulus: Double8,
        into derivative: StateDerivative<Double8>)

    /// The same for one cell, with the bits of a lane.
    static func evaluate(
        _ state: UnsafePointer<Double>, _ parameters: UnsafePointer<Double>, stimulus: Double,
        into derivative: StateDerivative<Double>)
}

extension MembraneEquations {
    // Both are compiled with the conforming model, so that the kernel is specialised there: calling
    // through the registry costs one dynamic call per batch, not one per operation.
    @inlinable @inline(__always)
    public static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        ExponentialMidpoint.advance(cells, states: card.states.count, dt: dt) {
            evaluate($0, $1, stimulus: $2, into: $3)
        }
    }
    @inlinable @inline(__always)
    public static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        ExponentialMidpoint.advance(cells, states: card.states.count, dt: dt) {
            evaluate($0, $1, stimulus: $2, into: $3)
        }
    }
}
