import Ionics
import Numerics

extension ORdContext {
    /// The right-hand side with a given IKr [A/F]; returns the currents.
    @inline(__always)
    func evaluate(
        rapid: L, stimulus: L, into derivative: StateDerivative<L>
    ) -> ORdCurrents<L> {
        let sodium = sodiumCurrents(into: derivative)
        let currents = ORdCurrents(
            fastSodium: sodium.fast, lateSodium: sodium.late,
            transient: transientOutward(into: derivative), rapid: rapid,
            slow: slowRectifier(into: derivative), inward: inwardRectifier(into: derivative),
            channel: calciumChannel(into: derivative), transport: transport())
        derivative.set(ORdState.v, rate: stimulus - currents.total)
        monovalent(currents, stimulus: stimulus, into: derivative)
        calciumHandling(currents, into: derivative)
        return currents
    }
}
