import Ionics
import Numerics

/// One evaluation of ``Stewart2009``; equations of appendix A of the paper.
struct StewartContext<L: RealLanes> {
    private let state: UnsafePointer<L>
    private let parameters: UnsafePointer<L>
    /// Functions of the transmembrane voltage.
    private let voltage: VoltageFunctions<L>
    /// V·F/(R·T) [1].
    let vfrt: L
    /// Reversal potentials [mV].
    let eNa: L
    let eK: L
    let eCa: L

    /// R·T/F at 310 K [mV].
    private static var rtf: Double { 8.314472 * 310 / 96.4853415 }

    @inline(__always)
    init(_ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>) {
        self.state = state
        self.parameters = parameters
        voltage = VoltageFunctions(state[StewartState.v])
        vfrt = state[StewartState.v] * L(filling: 1 / Self.rtf)
        let rtf = L(filling: Self.rtf)
        eNa = rtf * L.log(parameters[StewartParameter.nao] / state[StewartState.nai])
        eK = rtf * L.log(parameters[StewartParameter.ko] / state[StewartState.ki])
        eCa = 0.5 * rtf * L.log(parameters[StewartParameter.cao] / state[StewartState.cai])
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

    /// INa [A/F].
    @inline(never)
    func fastSodium(into derivative: StateDerivative<L>) -> L {
        let mRoot = voltage.boltzmann(-56.86, -9.03)
        let tauM =
            voltage.boltzmann(-60, -5)
            * (0.1 * voltage.boltzmann(-35, 5) + 0.1 * voltage.boltzmann(50, 200))
        derivative.gate(StewartState.m, to: mRoot * mRoot, tau: tauM)
        let hRoot = voltage.boltzmann(-71.55, 7.43)
        let limit = hRoot * hRoot
        let hLow =
            0.057 * L.exp((v + 80) * L(filling: -1 / 6.8)) + 2.7 * L.exp(0.079 * v)
            + 3.1e5 * L.exp(0.3485 * v)
        let hHigh = L(filling: 0.77 / 0.13) * voltage.boltzmann(-10.66, -11.1)
        derivative.gate(StewartState.h, to: limit, decay: L.select(v, below: -40, hLow, hHigh))
        let source = -2.5428e4 * L.exp(0.2444 * v) - 6.948e-6 * L.exp(-0.04391 * v)
        let alpha = source * (v + 37.78) / (1 + L.exp(0.311 * (v + 79.23)))
        let beta = 0.02424 * L.exp(-0.01052 * v) / (1 + L.exp(-0.1378 * (v + 40.14)))
        let jHigh = 0.6 * L.exp(0.057 * v) / (1 + L.exp(-0.1 * (v + 32)))
        derivative.gate(
            StewartState.j, to: limit, decay: L.select(v, below: -40, alpha + beta, jHigh))
        let m = self[StewartState.m]
        let gates = m * m * m * self[StewartState.h] * self[StewartState.j]
        return self[parameter: StewartParameter.gNa] * gates * (v - eNa)
    }

    /// Conductance of Ito and Isus [mS/µF] ((b), (c)).
    @inline(never)
    func outwardConductance(into derivative: StateDerivative<L>) -> L {
        derivative.gate(
            StewartState.r, to: voltage.boltzmann(20, -13),
            tau: 10.45 * voltage.bell(-40, 1800) + 7.3)
        derivative.gate(
            StewartState.s, to: voltage.boltzmann(-27, 13),
            tau: 85 * voltage.bell(-25, 320) + 5 * voltage.boltzmann(40, 5) + 42)
        let transient =
            self[parameter: StewartParameter.gto] * self[StewartState.r] * self[StewartState.s]
        return transient + self[parameter: StewartParameter.gsus] * voltage.boltzmann(5, -17)
    }

    /// If by ion [A/F] ((d)).
    @inline(never)
    func pacemaker(into derivative: StateDerivative<L>) -> (sodium: L, potassium: L) {
        let rates = L.exp(-2.9 - 0.04 * v) + L.exp(3.6 + 0.11 * v)
        derivative.gate(
            StewartState.y, to: voltage.boltzmann(-80.6, 6.8), decay: rates * L(filling: 1.0 / 4000)
        )
        let y = self[StewartState.y]
        return (
            y * self[parameter: StewartParameter.gfNa] * (v - eNa),
            y * self[parameter: StewartParameter.gfK] * (v - eK)
        )
    }

    /// IKr + IKs + IK1 + IpK [A/F].
    @inline(never)
    func rectifiers(into derivative: StateDerivative<L>) -> L {
        derivative.gate(
            StewartState.xr1, to: voltage.boltzmann(-26, -7),
            tau: 2700 * voltage.boltzmann(-45, -10) * voltage.boltzmann(-30, 11.5))
        derivative.gate(
            StewartState.xr2, to: voltage.boltzmann(-88, 24),
            tau: 3.36 * voltage.boltzmann(-60, -20) * voltage.boltzmann(60, 20))
        derivative.gate(
            StewartState.xs, to: voltage.boltzmann(-5, -14),
            tau: 1400 * L.sqrt(voltage.boltzmann(5, -6)) * voltage.boltzmann(35, 15) + 80)
        let toRest = L.sqrt(self[parameter: StewartParameter.ko] * L(filling: 1 / 5.4))
        let x = v - eK
        let inward = self[parameter: StewartParameter.gK1] * voltage.boltzmann(-75.44, 10) * (x - 8)
        let rapid =
            self[parameter: StewartParameter.gKr] * self[StewartState.xr1] * self[StewartState.xr2]
        let plateau = self[parameter: StewartParameter.gpK] * voltage.boltzmann(25, -5.98)
        let outside =
            self[parameter: StewartParameter.ko] + 0.03 * self[parameter: StewartParameter.nao]
        let inside = self[StewartState.ki] + 0.03 * self[StewartState.nai]
        let eKs = L(filling: Self.rtf) * L.log(outside / inside)
        let xs = self[StewartState.xs]
        let slow = self[parameter: StewartParameter.gKs] * xs * xs * (v - eKs)
        return (toRest * rapid + plateau) * x + inward + slow
    }

    /// ICaL [A/F], driven at V − 15 mV by subspace calcium.
    @inline(never)
    func calciumChannel(into derivative: StateDerivative<L>) -> L {
        let product: L =
            (1.4 * voltage.boltzmann(-35, -13) + 0.25) * (1.4 * voltage.boltzmann(-5, 5))
        let tauD = product + voltage.boltzmann(50, -20)
        derivative.gate(StewartState.d, to: voltage.boltzmann(-8, -7.5), tau: tauD)
        let falling: L = 1102.5 * voltage.bell(-27, 225) + 200 * voltage.boltzmann(13, -10)
        let tauF = falling + 180 * voltage.boltzmann(-30, 10) + 20
        derivative.gate(StewartState.f, to: voltage.boltzmann(-20, 7), tau: tauF)
        let tauF2 =
            562 * voltage.bell(-27, 240) + 31 * voltage.boltzmann(25, -10) + 80
            * voltage.boltzmann(-30, 10)
        derivative.gate(StewartState.f2, to: 0.67 * voltage.boltzmann(-35, 7) + 0.33, tau: tauF2)
        let cass = self[StewartState.cass]
        let ratio = cass * 20
        let share = 1 / (1 + ratio * ratio)
        derivative.gate(StewartState.fcass, to: 0.6 * share + 0.4, tau: 80 * share + 2)
        let w = 2 * (v - 15) * L(filling: 1 / Self.rtf)
        let exponential = L.exp(w)
        // 4·(V − 15)·F²/(R·T)/(e^w − 1) = 2·F·w/(e^w − 1), F in C/mmol.
        let drive =
            L(filling: 2 * 96.4853415) * goldmanFactor(w, exponential: exponential)
            * (0.25 * cass * exponential - self[parameter: StewartParameter.cao])
        let gates =
            self[StewartState.d] * self[StewartState.f] * self[StewartState.f2]
            * self[StewartState.fcass]
        return self[parameter: StewartParameter.gCaL] * gates * drive
    }

    /// INaK [A/F].
    @inline(__always)
    func sodiumPotassiumPump() -> L {
        let ko = self[parameter: StewartParameter.ko]
        let nai = self[StewartState.nai]
        let voltage = 1 + 0.1245 * L.exp(-0.1 * vfrt) + 0.0353 * L.exp(-vfrt)
        return self[parameter: StewartParameter.pNaK] * ko * nai / ((ko + 1) * (nai + 40) * voltage)
    }

    /// INaCa [A/F].
    @inline(__always)
    func exchanger() -> L {
        let nao = self[parameter: StewartParameter.nao]
        let cao = self[parameter: StewartParameter.cao]
        let nai = self[StewartState.nai]
        let forward = L.exp(0.35 * vfrt)
        let backward = L.exp(-0.65 * vfrt)
        let nao3 = nao * nao * nao
        let gain = forward * (nai * nai * nai) * cao
        let loss = backward * nao3 * self[StewartState.cai] * 2.5
        let saturation =
            (L(filling: 87.5 * 87.5 * 87.5) + nao3) * (1.38 + cao) * (1 + 0.1 * backward)
        return self[parameter: StewartParameter.kNaCa] * (gain - loss) / saturation
    }
}
