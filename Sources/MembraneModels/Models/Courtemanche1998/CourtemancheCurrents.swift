import Ionics
import Numerics

/// One evaluation of ``Courtemanche1998``; equation numbers are those of the paper's appendix.
struct CourtemancheContext<L: RealLanes> {
    private let state: UnsafePointer<L>
    private let parameters: UnsafePointer<L>
    /// Functions of the transmembrane voltage.
    private let voltage: VoltageFunctions<L>
    /// V·F/(R·T) [1].
    private let vfrt: L
    /// Reversal potentials [mV] (28).
    let eNa: L
    let eK: L
    let eCa: L

    /// R·T/F at 310 K [mV].
    private static var rtf: Double { 8.3143 * 310 / 96.4867 }

    @inline(__always)
    init(_ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>) {
        self.state = state
        self.parameters = parameters
        voltage = VoltageFunctions(state[CourtemancheState.v])
        vfrt = state[CourtemancheState.v] * L(filling: 1 / Self.rtf)
        let rtf = L(filling: Self.rtf)
        eNa = rtf * L.log(parameters[CourtemancheParameter.nao] / state[CourtemancheState.nai])
        eK = rtf * L.log(parameters[CourtemancheParameter.ko] / state[CourtemancheState.ki])
        eCa =
            0.5 * rtf * L.log(parameters[CourtemancheParameter.cao] / state[CourtemancheState.cai])
    }

    /// Transmembrane voltage [mV].
    var v: L {
        @inline(__always) get { voltage.v }
    }

    /// One state.
    @inline(__always)
    subscript(index: Int) -> L { state[index] }

    /// One parameter.
    @inline(__always)
    subscript(parameter index: Int) -> L { parameters[index] }

    /// INa [A/F] (29–34).
    @inline(never)
    func fastSodium(into derivative: StateDerivative<L>) -> L {
        let alphaM = 0.32 * voltage.linoid(-47.13, 10)
        let betaM = 0.08 * voltage.exponential(0, -11)
        derivative.gate(
            CourtemancheState.m, to: alphaM / (alphaM + betaM), decay: alphaM + betaM)
        let alphaH = L.select(v, below: -40, 0.135 * voltage.exponential(-80, -6.8), 0)
        let low = 3.56 * L.exp(0.079 * v) + 3.1e5 * L.exp(0.35 * v)
        let high = L(filling: 1 / 0.13) * voltage.boltzmann(-10.66, -11.1)
        let betaH = L.select(v, below: -40, low, high)
        derivative.gate(
            CourtemancheState.h, to: alphaH / (alphaH + betaH), decay: alphaH + betaH)
        let source = -127140 * L.exp(0.2444 * v) - 3.474e-5 * L.exp(-0.04391 * v)
        let alphaLow = source * (v + 37.78) / (1 + L.exp(0.311 * (v + 79.23)))
        let alphaJ = L.select(v, below: -40, alphaLow, 0)
        let betaLow = 0.1212 * L.exp(-0.01052 * v) / (1 + L.exp(-0.1378 * (v + 40.14)))
        let betaHigh = 0.3 * L.exp(-2.535e-7 * v) / (1 + L.exp(-0.1 * (v + 32)))
        let betaJ = L.select(v, below: -40, betaLow, betaHigh)
        derivative.gate(
            CourtemancheState.j, to: alphaJ / (alphaJ + betaJ), decay: alphaJ + betaJ)
        let m = self[CourtemancheState.m]
        let gates = m * m * m * self[CourtemancheState.h] * self[CourtemancheState.j]
        return self[parameter: CourtemancheParameter.gNa] * gates * (v - eNa)
    }

    /// IK1 + Ito + IKur [A/F] (35–46); kinetics of both outward currents at 37 °C, Q10 = 3.
    @inline(never)
    func earlyPotassium(into derivative: StateDerivative<L>) -> L {
        let rise = 0.65 / (voltage.exponential(-10, -8.5) + voltage.exponential(30, -59))
        let fall = 0.65 / (2.5 + voltage.exponential(-82, 17))
        let activation = 3 * (rise + fall)
        derivative.gate(
            CourtemancheState.oa, to: voltage.boltzmann(-20.47, -17.54), decay: activation)
        derivative.gate(
            CourtemancheState.ua, to: voltage.boltzmann(-30.3, -9.6), decay: activation)
        let recoverTo = 1 / (18.53 + voltage.exponential(-113.7, 10.95))
        let inactivateTo = 1 / (35.56 + voltage.exponential(-1.26, -7.44))
        derivative.gate(
            CourtemancheState.oi, to: voltage.boltzmann(-43.1, 5.3),
            decay: 3 * (recoverTo + inactivateTo))
        let recoverUr = 1 / (21 + voltage.exponential(185, -28))
        let inactivateUr = voltage.exponential(158, 16)
        derivative.gate(
            CourtemancheState.ui, to: voltage.boltzmann(99.45, 27.48),
            decay: 3 * (recoverUr + inactivateUr))
        let oa = self[CourtemancheState.oa]
        let ua = self[CourtemancheState.ua]
        let transient =
            self[parameter: CourtemancheParameter.gto] * (oa * oa * oa)
            * self[CourtemancheState.oi]
        let ultrarapid =
            self[parameter: CourtemancheParameter.gKur] * (1 + 10 * voltage.boltzmann(15, -13))
            * (ua * ua * ua) * self[CourtemancheState.ui]
        let inward =
            self[parameter: CourtemancheParameter.gK1] / (1 + L.exp(0.07 * (v + 80)))
        return (inward + transient + ultrarapid) * (v - eK)
    }

    /// IKr + IKs [A/F] (47–52).
    @inline(never)
    func delayedRectifiers(into derivative: StateDerivative<L>) -> L {
        derivative.gate(
            CourtemancheState.xr, to: voltage.boltzmann(-14.1, -6.5),
            decay: 0.0003 * voltage.linoid(-14.1, 5) - 7.3898e-5 * voltage.linoid(3.3328, -5.1237))
        derivative.gate(
            CourtemancheState.xs, to: L.sqrt(voltage.boltzmann(19.9, -12.7)),
            decay: 2 * (4e-5 * voltage.linoid(19.9, 17) - 3.5e-5 * voltage.linoid(19.9, -9)))
        let xs = self[CourtemancheState.xs]
        let rapid =
            self[parameter: CourtemancheParameter.gKr] * self[CourtemancheState.xr]
            * voltage.boltzmann(-15, 22.4)
        return (rapid + self[parameter: CourtemancheParameter.gKs] * (xs * xs)) * (v - eK)
    }

    /// ICaL [A/F] (53–56).
    @inline(never)
    func calciumChannel(into derivative: StateDerivative<L>) -> L {
        let exponential = voltage.exponential(-10, -6.24)
        // τd = (1 − e)/(0.035·(V + 10)·(1 + e)).
        derivative.gate(
            CourtemancheState.d, to: voltage.boltzmann(-10, -8),
            decay: 0.035 * voltage.linoid(-10, 6.24) * (1 + exponential))
        let distance = 0.0337 * (v + 10)
        derivative.gate(
            CourtemancheState.f, to: voltage.boltzmann(-28, 6.9),
            decay: (0.0197 * L.exp(-(distance * distance)) + 0.02) * L(filling: 1.0 / 9))
        derivative.gate(
            CourtemancheState.fca,
            to: 1 / (1 + self[CourtemancheState.cai] * L(filling: 1 / 0.00035)),
            decay: 0.5)
        let gates =
            self[CourtemancheState.d] * self[CourtemancheState.f] * self[CourtemancheState.fca]
        return self[parameter: CourtemancheParameter.gCaL] * gates * (v - 65)
    }

    /// INaK [A/F] (57–59).
    @inline(__always)
    func sodiumPotassiumPump() -> L {
        let ko = self[parameter: CourtemancheParameter.ko]
        let sigma =
            (L.exp(self[parameter: CourtemancheParameter.nao] * L(filling: 1 / 67.3)) - 1)
            * L(filling: 1.0 / 7)
        let ratio = 10 / self[CourtemancheState.nai]
        let factor = 1 / (1 + 0.1245 * L.exp(-0.1 * vfrt) + 0.0365 * sigma * L.exp(-vfrt))
        return self[parameter: CourtemancheParameter.iNaK] * factor * ko
            / ((ko + 1.5) * (1 + ratio * L.sqrt(ratio)))
    }

    /// INaCa [A/F] (60).
    @inline(__always)
    func exchanger() -> L {
        let nao = self[parameter: CourtemancheParameter.nao]
        let cao = self[parameter: CourtemancheParameter.cao]
        let nai = self[CourtemancheState.nai]
        let forward = L.exp(0.35 * vfrt)
        let backward = L.exp(-0.65 * vfrt)
        let nao3 = nao * nao * nao
        let gain = forward * (nai * nai * nai) * cao
        let loss = backward * nao3 * self[CourtemancheState.cai]
        let saturation =
            (L(filling: 87.5 * 87.5 * 87.5) + nao3) * (1.38 + cao) * (1 + 0.1 * backward)
        return self[parameter: CourtemancheParameter.iNaCa] * (gain - loss) / saturation
    }
}
