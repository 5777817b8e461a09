import Numerics
import Quantities

/// Exponential midpoint rule, second order (a two-stage Rush–Larsen scheme).
///
/// ```
/// ȳ  = y + h/2·φ(b·h/2)·f(y)
/// y⁺ = y + h·φ(b̄·h)·(f(ȳ) + b̄·(ȳ − y)),        φ(z) = (1 − e⁻ᶻ)/z
/// ```
///
/// Exact for gates at constant voltage; an explicit midpoint rule where b = 0.
///
/// Source: Rush, Larsen, *IEEE Trans. Biomed. Eng.* 25 (1978) 389–392, doi:10.1109/TBME.1978.326270;
/// second order as in Sundnes et al., *IEEE Trans. Biomed. Eng.* 56 (2009) 2546–2548,
/// doi:10.1109/TBME.2009.2014739.
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
