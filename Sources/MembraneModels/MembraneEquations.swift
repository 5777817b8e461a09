import Ionics
import Numerics
import Quantities

/// The equations of a membrane model of this module, written once for any lanes.
///
/// The protocol of the same name in Ionics says what is meant and why every module of models has its
/// own.
protocol MembraneEquations: IonicModel {
    /// Evaluates the right-hand side dy/dt and the decay rates used to integrate it.
    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>)
}

extension MembraneEquations {
    @inline(__always)
    static func advance(_ cells: CellBlocks<Double8>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }
    @inline(__always)
    static func advance(_ cells: CellBlocks<Double>, dt: Double) {
        ExponentialMidpoint<Self>.advance(cells, dt: dt)
    }
}
