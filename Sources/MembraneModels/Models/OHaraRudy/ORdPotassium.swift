import Ionics
import Numerics

extension ORdContext {
    /// Ito [A/F] (supplement, page 8).
    @inline(never)
    func transientOutward(into derivative: StateDerivative<L>) -> L {
        let tauA =
            1.0515
            / (L(filling: 1 / 1.2089) * voltage.boltzmann(18.4099, -29.3814)
                + 3.5 * voltage.boltzmann(-100, 29.3814))
        derivative.gate(ORdState.a, to: voltage.boltzmann(14.34, -14.82), tau: tauA)
        derivative.gate(ORdState.ap, to: voltage.boltzmann(24.34, -14.82), tau: tauA)

        let limit = voltage.boltzmann(-43.94, 5.711)
        let region = 1 - parameter(ORdParameter.itoSlowing) * voltage.boltzmann(-70, 5)
        let fast: L =
            0.3933 * voltage.exponential(-100, -100) + 0.08004 * voltage.exponential(-50, 16.59)
        let slow: L =
            0.001416 * voltage.exponential(-96.52, -59.05)
            + 1.78e-8 * voltage.exponential(-114.1, 8.079)
        let decayFast = 1 / ((4.562 + 1 / fast) * region)
        let decaySlow = 1 / ((23.62 + 1 / slow) * region)
        let develop =
            1.354 + 1e-4
            / (voltage.exponential(167.4, 15.89) + voltage.exponential(12.23, -0.2154))
        let recover = 1 - 0.5 * voltage.boltzmann(-70, 20)
        let modified = 1 / (develop * recover)
        derivative.gate(ORdState.iF, to: limit, decay: decayFast)
        derivative.gate(ORdState.iS, to: limit, decay: decaySlow)
        derivative.gate(ORdState.iFp, to: limit, decay: decayFast * modified)
        derivative.gate(ORdState.iSp, to: limit, decay: decaySlow * modified)

        let fastShare = voltage.boltzmann(213.6, 151.2)
        let slowGate = self[ORdState.iS]
        let slowGateModified = self[ORdState.iSp]
        let plain = self[ORdState.a] * (slowGate + fastShare * (self[ORdState.iF] - slowGate))
        let phosphorylated =
            self[ORdState.ap]
            * (slowGateModified + fastShare * (self[ORdState.iFp] - slowGateModified))
        return parameter(ORdParameter.gto) * mix(plain, phosphorylated) * (v - eK)
    }

    /// IKs [A/F] (supplement, page 11).
    @inline(never)
    func slowRectifier(into derivative: StateDerivative<L>) -> L {
        let limit = voltage.boltzmann(-11.6, -8.932)
        let rate: L =
            2.326e-4 * voltage.exponential(-48.28, 17.8)
            + 0.001292 * voltage.exponential(-210, -230)
        derivative.gate(ORdState.xs1, to: limit, tau: 817.3 + 1 / rate)
        let decay2 =
            0.01 * voltage.exponential(50, 20) + 0.0193 * voltage.exponential(-66.54, -31)
        derivative.gate(ORdState.xs2, to: limit, decay: decay2)
        let outside = parameter(ORdParameter.ko) + 0.01833 * parameter(ORdParameter.nao)
        let inside = self[ORdState.ki] + 0.01833 * self[ORdState.nai]
        let eKs = L(filling: Self.rtf) * L.log(outside / inside)
        let calcium = 1 + 0.6 / (1 + L.pow(3.8e-5 / self[ORdState.cai], 1.4))
        let gates = self[ORdState.xs1] * self[ORdState.xs2]
        return parameter(ORdParameter.gKs) * calcium * gates * (v - eKs)
    }

    /// IK1 [A/F] (supplement, page 12).
    @inline(never)
    func inwardRectifier(into derivative: StateDerivative<L>) -> L {
        let ko = parameter(ORdParameter.ko)
        let limit = 1 / (1 + L.exp(-(v + 2.5538 * ko + 144.59) / (1.5692 * ko + 3.8115)))
        let decay =
            (voltage.exponential(-127.2, -20.36) + voltage.exponential(-236.8, 69.33))
            * L(filling: 1 / 122.2)
        derivative.gate(ORdState.xk1, to: limit, decay: decay)
        let rectification = 1 / (1 + L.exp((v + 105.8 - 2.6 * ko) * L(filling: 1 / 9.493)))
        return parameter(ORdParameter.gK1) * L.sqrt(ko) * rectification * self[ORdState.xk1]
            * (v - eK)
    }
}
