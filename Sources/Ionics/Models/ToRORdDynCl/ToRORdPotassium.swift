import Numerics

/// Potassium currents of ``ToRORdDynCl`` except background and pump [A/F].
struct ToRORdPotassiumCurrents<L: RealLanes> {
    /// Ito + IKr + IKs + IK1.
    let total: L
}

extension ToRORdContext {
    /// Transient outward, rapid and slow delayed rectifier, inward rectifier.
    @inline(__always)
    func potassiumCurrents(into derivative: StateDerivative<L>) -> ToRORdPotassiumCurrents<L> {
        let toRest = L.sqrt(parameter(ToRORdParameter.ko) * L(filling: 1.0 / 5))
        let transient = transientOutward(into: derivative)
        let rapid = rapidRectifier(into: derivative) * toRest
        let slow = slowRectifier(into: derivative)
        let inward = inwardRectifier() * toRest
        return ToRORdPotassiumCurrents(
            total: (transient + rapid + inward) * (v - eK) + slow)
    }

    /// Conductance of Ito [mS/µF] (supplement 15.3.4).
    @inline(never)
    private func transientOutward(into derivative: StateDerivative<L>) -> L {
        let tauA =
            1.0515
            / (L(filling: 1 / 1.2089) * boltzmann(18.4099, -29.3814) + 3.5
                * boltzmann(-100, 29.3814))
        derivative.gate(ToRORdState.a, to: boltzmann(14.34, -14.82), tau: tauA)
        derivative.gate(ToRORdState.ap, to: boltzmann(24.34, -14.82), tau: tauA)

        let limit = boltzmann(-43.94, 5.711)
        let region = 1 - parameter(ToRORdParameter.itoSlowing) * boltzmann(-70, 5)
        let tauFast =
            (4.562 + 1 / (0.3933 * exponential(-100, -100) + 0.08004 * exponential(-50, 16.59)))
            * region
        let tauSlow =
            (23.62 + 1
                / (0.001416 * exponential(-96.52, -59.05) + 1.78e-8 * exponential(-114.1, 8.079)))
            * region
        let develop = 1.354 + 1e-4 / (exponential(167.4, 15.89) + exponential(12.23, -0.2154))
        let recover = 1 - 0.5 * boltzmann(-70, 20)
        let decayFast = 1 / tauFast
        let decaySlow = 1 / tauSlow
        let modified = 1 / (develop * recover)
        derivative.gate(ToRORdState.iF, to: limit, decay: decayFast)
        derivative.gate(ToRORdState.iS, to: limit, decay: decaySlow)
        derivative.gate(ToRORdState.iFp, to: limit, decay: decayFast * modified)
        derivative.gate(ToRORdState.iSp, to: limit, decay: decaySlow * modified)

        let fastShare = boltzmann(213.6, 151.2)
        let slow = self[ToRORdState.iS]
        let slowModified = self[ToRORdState.iSp]
        let plain = self[ToRORdState.a] * (slow + fastShare * (self[ToRORdState.iF] - slow))
        let phosphorylated =
            self[ToRORdState.ap]
            * (slowModified + fastShare * (self[ToRORdState.iFp] - slowModified))
        return parameter(ToRORdParameter.gto) * mix(plain, phosphorylated)
    }

    /// Conductance of IKr at 5 mM potassium [mS/µF] (Lu et al. 2001; supplement 15.3.5).
    ///
    /// C3 ⇄ C2 ⇄ C1 ⇄ O ⇄ I with C1 ⇄ I; C3 follows from the sum.
    @inline(never)
    private func rapidRectifier(into derivative: StateDerivative<L>) -> L {
        let alpha = 0.1161 * L.exp(0.299 * vfrt)
        let beta = 0.2442 * L.exp(-1.604 * vfrt)
        let alpha1 = L(filling: 1.25 * 0.1235)
        let beta1 = L(filling: 0.1911)
        let alpha2 = 0.0578 * L.exp(0.971 * vfrt)
        let beta2 = 0.349e-3 * L.exp(-1.062 * vfrt)
        let alphaI = 0.2533 * L.exp(0.5953 * vfrt)
        let betaI = 0.06525 * L.exp(-0.8209 * vfrt)
        let alphaC1I = 0.52e-4 * L.exp(1.525 * vfrt)
        let betaIC1 = (beta2 * betaI * alphaC1I) / (alpha2 * alphaI)
        let c2 = self[ToRORdState.c2]
        let c1 = self[ToRORdState.c1]
        let o = self[ToRORdState.o]
        let i = self[ToRORdState.i]
        let c3 = 1 - c2 - c1 - o - i
        derivative.set(
            ToRORdState.c2, rate: alpha * c3 + beta1 * c1 - (beta + alpha1) * c2,
            decay: alpha + beta + alpha1)
        derivative.set(
            ToRORdState.c1,
            rate: alpha1 * c2 + beta2 * o + betaIC1 * i - (beta1 + alpha2 + alphaC1I) * c1,
            decay: beta1 + alpha2 + alphaC1I)
        derivative.set(
            ToRORdState.o, rate: alpha2 * c1 + betaI * i - (beta2 + alphaI) * o,
            decay: beta2 + alphaI)
        derivative.set(
            ToRORdState.i, rate: alphaC1I * c1 + alphaI * o - (betaIC1 + betaI) * i,
            decay: betaIC1 + betaI)
        return parameter(ToRORdParameter.gKr) * o
    }

    /// IKs [A/F] (supplement 15.3.6).
    @inline(never)
    private func slowRectifier(into derivative: StateDerivative<L>) -> L {
        let limit = boltzmann(-11.6, -8.932)
        let tau1 =
            817.3 + 1 / (2.326e-4 * exponential(-48.28, 17.8) + 0.001292 * exponential(-210, -230))
        let decay2 = 0.01 * exponential(50, 20) + 0.0193 * exponential(-66.54, -31)
        derivative.gate(ToRORdState.xs1, to: limit, tau: tau1)
        derivative.gate(ToRORdState.xs2, to: limit, decay: decay2)
        let nai = self[ToRORdState.nai]
        let ki = self[ToRORdState.ki]
        let outside = parameter(ToRORdParameter.ko) + 0.01833 * parameter(ToRORdParameter.nao)
        let eKs = L(filling: Self.rtf) * L.log(outside / (ki + 0.01833 * nai))
        let calcium = 1 + 0.6 / (1 + L.pow(3.8e-5 / self[ToRORdState.cai], 1.4))
        let gates = self[ToRORdState.xs1] * self[ToRORdState.xs2]
        return parameter(ToRORdParameter.gKs) * calcium * gates * (v - eKs)
    }

    /// Conductance of IK1 at 5 mM potassium [mS/µF] (Carro et al. 2011; supplement 15.3.7).
    @inline(never)
    private func inwardRectifier() -> L {
        let x = v - eK
        let a = 4.094 / (1 + L.exp(0.1217 * (x - 49.934)))
        let b =
            (15.72 * L.exp(0.0674 * (x - 3.257)) + L.exp(0.0618 * (x - 594.31)))
            / (1 + L.exp(-0.1629 * (x + 14.207)))
        return parameter(ToRORdParameter.gK1) * a / (a + b)
    }
}
