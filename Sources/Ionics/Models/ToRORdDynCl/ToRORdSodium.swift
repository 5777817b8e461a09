import Numerics

extension ToRORdContext {
    /// Fast and late sodium current [A/F].
    @inline(never)
    func sodiumCurrents(into derivative: StateDerivative<L>) -> L {
        let tauM = fastGates(into: derivative)
        lateGates(tauM: tauM, into: derivative)
        let m = self[ToRORdState.m]
        let plain = self[ToRORdState.h] * self[ToRORdState.j]
        let modified = self[ToRORdState.hp] * self[ToRORdState.jp]
        let fast = parameter(ToRORdParameter.gNa) * (m * m * m) * mix(plain, modified)
        let late =
            parameter(ToRORdParameter.gNaL) * self[ToRORdState.mL]
            * mix(self[ToRORdState.hL], self[ToRORdState.hLp])
        return (fast + late) * (v - eNa)
    }

    /// Gates of the fast current (Grandi's formulation; supplement 15.3.1); returns τm [ms].
    @inline(__always)
    private func fastGates(into derivative: StateDerivative<L>) -> L {
        let first = (v + 45.79) * L(filling: 1 / 15.54)
        let second = (v - 4.823) * L(filling: 1 / 51.12)
        let tauM = 0.1292 * L.exp(-(first * first)) + 0.06487 * L.exp(-(second * second))
        let mRoot = boltzmann(-56.86, -9.03)
        derivative.gate(ToRORdState.m, to: mRoot * mRoot, tau: tauM)

        let hRoot = boltzmann(-71.55, 7.43)
        let hLimit = hRoot * hRoot
        let hpRoot = boltzmann(-77.55, 7.43)
        let hDecay = hRate()
        derivative.gate(ToRORdState.h, to: hLimit, decay: hDecay)
        derivative.gate(ToRORdState.hp, to: hpRoot * hpRoot, decay: hDecay)
        let jDecay = jRate()
        derivative.gate(ToRORdState.j, to: hLimit, decay: jDecay)
        derivative.gate(ToRORdState.jp, to: hLimit, decay: jDecay * L(filling: 1 / 1.46))
        return tauM
    }

    /// αh + βh [1/ms], which change formula at −40 mV.
    @inline(__always)
    private func hRate() -> L {
        let low =
            0.057 * exponential(-80, -6.8) + 2.7 * L.exp(0.079 * v) + 3.1e5 * L.exp(0.3485 * v)
        let high = L(filling: 0.77 / 0.13) * boltzmann(-10.66, -11.1)
        return L.select(v, below: -40, low, high)
    }

    /// αj + βj [1/ms], which change formula at −40 mV.
    @inline(__always)
    private func jRate() -> L {
        let source = -2.5428e4 * L.exp(0.2444 * v) - 6.948e-6 * L.exp(-0.04391 * v)
        let alpha = source * (v + 37.78) / (1 + L.exp(0.311 * (v + 79.23)))
        let beta = 0.02424 * L.exp(-0.01052 * v) / (1 + L.exp(-0.1378 * (v + 40.14)))
        let high = 0.6 * L.exp(0.057 * v) / (1 + L.exp(-0.1 * (v + 32)))
        return L.select(v, below: -40, alpha + beta, high)
    }

    /// Gates of the late current (supplement 15.3.2); τh = 200 ms, 600 ms phosphorylated.
    @inline(__always)
    private func lateGates(tauM: L, into derivative: StateDerivative<L>) {
        derivative.gate(ToRORdState.mL, to: boltzmann(-42.85, -5.264), tau: tauM)
        derivative.gate(
            ToRORdState.hL, to: boltzmann(-87.61, 7.488), decay: L(filling: 1.0 / 200))
        derivative.gate(
            ToRORdState.hLp, to: boltzmann(-93.81, 7.488), decay: L(filling: 1.0 / 600))
    }
}
