import Ionics
import Numerics

extension ORdContext {
    /// Fast and late sodium current [A/F] (supplement, pages 6–7).
    @inline(never)
    func sodiumCurrents(into derivative: StateDerivative<L>) -> (fast: L, late: L) {
        let tauM =
            1
            / (6.765 * voltage.exponential(-11.64, 34.77)
                + 8.552 * voltage.exponential(-77.42, -5.955))
        derivative.gate(ORdState.m, to: voltage.boltzmann(-39.57, -9.871), tau: tauM)
        fastInactivation(into: derivative)

        // Late current: τh = 200 ms, 600 ms phosphorylated.
        derivative.gate(ORdState.mL, to: voltage.boltzmann(-42.85, -5.264), tau: tauM)
        derivative.gate(
            ORdState.hL, to: voltage.boltzmann(-87.61, 7.488), decay: L(filling: 1.0 / 200))
        derivative.gate(
            ORdState.hLp, to: voltage.boltzmann(-93.81, 7.488), decay: L(filling: 1.0 / 600))

        // 99 % of the channels inactivate fast.
        let fastShare = 0.99 * self[ORdState.hf]
        let plain = (fastShare + 0.01 * self[ORdState.hs]) * self[ORdState.j]
        let modified = (fastShare + 0.01 * self[ORdState.hsp]) * self[ORdState.jp]
        let m = self[ORdState.m]
        let drive = v - eNa
        let fast = parameter(ORdParameter.gNa) * (m * m * m) * mix(plain, modified)
        let late =
            parameter(ORdParameter.gNaL) * self[ORdState.mL]
            * mix(self[ORdState.hL], self[ORdState.hLp])
        return (fast * drive, late * drive)
    }

    /// Inactivation of the fast current and its recovery.
    @inline(__always)
    private func fastInactivation(into derivative: StateDerivative<L>) {
        let limit = voltage.boltzmann(-82.9, 6.086)
        let decayFast =
            1.432e-5 * voltage.exponential(-1.196, -6.285)
            + 6.149 * voltage.exponential(-0.5096, 20.27)
        let decaySlow =
            0.009794 * voltage.exponential(-17.95, -28.05)
            + 0.3343 * voltage.exponential(-5.73, 56.66)
        let tauJ =
            2.038 + 1
            / (0.02136 * voltage.exponential(-100.6, -8.281)
                + 0.3052 * voltage.exponential(-0.9941, 38.45))
        let decayJ = 1 / tauJ
        derivative.gate(ORdState.hf, to: limit, decay: decayFast)
        derivative.gate(ORdState.hs, to: limit, decay: decaySlow)
        derivative.gate(
            ORdState.hsp, to: voltage.boltzmann(-89.1, 6.086),
            decay: decaySlow * L(filling: 1.0 / 3))
        derivative.gate(ORdState.j, to: limit, decay: decayJ)
        derivative.gate(ORdState.jp, to: limit, decay: decayJ * L(filling: 1 / 1.46))
    }
}
