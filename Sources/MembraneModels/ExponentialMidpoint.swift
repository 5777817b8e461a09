import Ionics
import Numerics
import Quantities

/// The exponential midpoint rule of Ionics, compiled with the models of this module.
///
/// A copy and not a call: handed the equations as a function across the module boundary, the rule costs
/// 5 % more in Ionics' models and 20 % in some of these, because what is small is no longer inlined.
enum ExponentialMidpoint<Model: MembraneEquations> {
    /// Advances every block by one step of `dt` [ms].
    @inline(__always)
    static func advance<L: RealLanes>(_ cells: CellBlocks<L>, dt: Double) {
        let count = Model.card.states.count
        for block in 0..<cells.count {
            advance(
                cells.states + block * count, count: count,
                parameters: cells.parameters + block * cells.parameterStride,
                stimulus: cells.stimulus[block], scratch: cells.scratch, dt: dt)
        }
    }

    /// Advances one block.
    @inline(__always)
    private static func advance<L: RealLanes>(
        _ state: UnsafeMutablePointer<L>, count: Int, parameters: UnsafePointer<L>, stimulus: L,
        scratch: UnsafeMutablePointer<L>, dt: Double
    ) {
        let middle = scratch
        let rate = scratch + count
        let decay = scratch + 2 * count
        let step = L(filling: dt)
        let half = L(filling: dt / 2)
        Model.evaluate(
            UnsafePointer(state), parameters, stimulus: stimulus,
            into: StateDerivative(state: UnsafePointer(state), rate: rate, decay: decay))
        for k in 0..<count {
            middle[k] = state[k] + half * phi(decay[k] * half) * rate[k]
        }
        Model.evaluate(
            UnsafePointer(middle), parameters, stimulus: stimulus,
            into: StateDerivative(state: UnsafePointer(middle), rate: rate, decay: decay))
        for k in 0..<count {
            let slope = rate[k] + decay[k] * (middle[k] - state[k])
            state[k] = state[k] + step * phi(decay[k] * step) * slope
        }
    }

    /// (1 − e⁻ᶻ)/z for z ≥ 0; its Taylor polynomial under 1e-5, where the quotient loses digits.
    @inline(__always)
    private static func phi<L: RealLanes>(_ z: L) -> L {
        L.select(z, below: 1e-5, 1 - 0.5 * z, (1 - L.exp(-z)) / z)
    }
}
