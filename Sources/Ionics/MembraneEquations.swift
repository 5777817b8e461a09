import Numerics

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
/// A new model is one file with ``evaluate(_:_:stimulus:into:)`` and its card, and one line in
/// ``IonicModels``; the integrators come from the protocol's extensions. Protocol and models are internal to
/// the module: the compiler then drops their form for unknown lanes, half of the module's object code.
/// Another module of models declares the protocol and ``ExponentialMidpoint`` for itself.
protocol MembraneEquations: IonicModel {
    /// Evaluates the right-hand side dy/dt and the decay rates used to integrate it.
    ///
    /// - Parameter state: `card.states.count` values.
    /// - Parameter parameters: `card.parameters.count` values.
    /// - Parameter stimulus: depolarising current [µA/µF].
    /// - Parameter derivative: receives every state's rate and decay.
    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>)
}

extension MembraneEquations {
    // Both are compiled with the conforming model, so that the kernel is specialised there: calling
    // through the registry costs one dynamic call per batch, not one per operation.
    @inline(__always)
    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }
    @inline(__always)
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }
}
