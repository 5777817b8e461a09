import Numerics

/// Volumes and capacitance of ``TenTusscherPanfilov2006``.
enum TP06Geometry {
    /// Cytosol, subspace and store [µm³].
    static let cytosol = 16404.0
    static let subspace = 54.68
    static let store = 1094.0
    /// Membrane capacitance [pF] over Faraday's constant [C/mmol].
    static let capacitancePerFaraday = 185 / 96.485
    /// Current [A/F] to concentration rate of a monovalent ion in the cytosol [mM/ms per A/F].
    static let perCytosol = capacitancePerFaraday / cytosol
}

/// One evaluation of ``TenTusscherPanfilov2006``; equations of its appendix.
struct TP06Context<L: RealLanes> {
    private let state: UnsafePointer<L>
    private let parameters: UnsafePointer<L>
    /// Transmembrane voltage [mV].
    let v: L
    /// V·F/(R·T) [1].
    let vfrt: L
    /// Reversal potentials [mV].
    let eNa: L
    let eK: L
    let eCa: L

    /// R·T/F at 310 K [mV].
    private static var rtf: Double { 8.314 * 310 / 96.485 }

    @inline(__always)
    init(_ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>) {
        self.state = state
        self.parameters = parameters
        v = state[TP06State.v]
        vfrt = v * L(filling: 1 / Self.rtf)
        let rtf = L(filling: Self.rtf)
        eNa = rtf * L.log(parameters[TP06Parameter.nao] / state[TP06State.nai])
        eK = rtf * L.log(parameters[TP06Parameter.ko] / state[TP06State.ki])
        eCa = 0.5 * rtf * L.log(parameters[TP06Parameter.cao] / state[TP06State.cai])
    }

    /// One state.
    @inline(__always)
    subscript(index: Int) -> L { state[index] }

    /// One parameter.
    @inline(__always)
    subscript(parameter index: Int) -> L { parameters[index] }

    /// 1/(1 + exp((V − half)/slope)): falls with V for a positive slope.
    @inline(__always)
    private func boltzmann(_ half: Double, _ slope: Double) -> L {
        1 / (1 + L.exp((v - L(filling: half)) * L(filling: 1 / slope)))
    }

    /// exp(−(V − centre)²/width).
    @inline(__always)
    private func bell(_ centre: Double, _ width: Double) -> L {
        let distance = v - L(filling: centre)
        return L.exp(-(distance * distance * L(filling: 1 / width)))
    }

    /// INa [A/F].
    @inline(never)
    func fastSodium(into derivative: StateDerivative<L>) -> L {
        let mRoot = boltzmann(-56.86, -9.03)
        let tauM = boltzmann(-60, -5) * (0.1 * boltzmann(-35, 5) + 0.1 * boltzmann(50, 200))
        derivative.gate(TP06State.m, to: mRoot * mRoot, tau: tauM)
        let hRoot = boltzmann(-71.55, 7.43)
        let limit = hRoot * hRoot
        let hLow =
            0.057 * L.exp((v + 80) * L(filling: -1 / 6.8)) + 2.7 * L.exp(0.079 * v)
            + 3.1e5 * L.exp(0.3485 * v)
        let hHigh = L(filling: 0.77 / 0.13) * boltzmann(-10.66, -11.1)
        derivative.gate(TP06State.h, to: limit, decay: L.select(v, below: -40, hLow, hHigh))
        let source = -2.5428e4 * L.exp(0.2444 * v) - 6.948e-6 * L.exp(-0.04391 * v)
        let alpha = source * (v + 37.78) / (1 + L.exp(0.311 * (v + 79.23)))
        let beta = 0.02424 * L.exp(-0.01052 * v) / (1 + L.exp(-0.1378 * (v + 40.14)))
        let jHigh = 0.6 * L.exp(0.057 * v) / (1 + L.exp(-0.1 * (v + 32)))
        derivative.gate(
            TP06State.j, to: limit, decay: L.select(v, below: -40, alpha + beta, jHigh))
        let m = self[TP06State.m]
        let gates = m * m * m * self[TP06State.h] * self[TP06State.j]
        return self[parameter: TP06Parameter.gNa] * gates * (v - eNa)
    }

    /// Ito [A/F]; its inactivation is that of the endocardium or of the other layers.
    @inline(never)
    func transientOutward(into derivative: StateDerivative<L>) -> L {
        derivative.gate(TP06State.r, to: boltzmann(20, -6), tau: 9.5 * bell(-40, 1800) + 0.8)
        let endo = self[parameter: TP06Parameter.endocardialIto]
        let epiLimit = boltzmann(-20, 5)
        let epiTau = 85 * bell(-45, 320) + 5 * boltzmann(20, 5) + 3
        let endoLimit = boltzmann(-28, 5)
        let endoTau = 1000 * bell(-67, 1000) + 8
        derivative.gate(
            TP06State.s, to: epiLimit + endo * (endoLimit - epiLimit),
            tau: epiTau + endo * (endoTau - epiTau))
        let gates = self[TP06State.r] * self[TP06State.s]
        return self[parameter: TP06Parameter.gto] * gates * (v - eK)
    }

    /// IKr + IKs + IK1 + IpK [A/F].
    @inline(never)
    func rectifiers(into derivative: StateDerivative<L>) -> L {
        derivative.gate(
            TP06State.xr1, to: boltzmann(-26, -7),
            tau: 2700 * boltzmann(-45, -10) * boltzmann(-30, 11.5))
        derivative.gate(
            TP06State.xr2, to: boltzmann(-88, 24),
            tau: 3.36 * boltzmann(-60, -20) * boltzmann(60, 20))
        derivative.gate(
            TP06State.xs, to: boltzmann(-5, -14),
            tau: 1400 * L.sqrt(boltzmann(5, -6)) * boltzmann(35, 15) + 80)
        let toRest = L.sqrt(self[parameter: TP06Parameter.ko] * L(filling: 1 / 5.4))
        let x = v - eK
        let alpha = 0.1 / (1 + L.exp(0.06 * (x - 200)))
        let beta =
            (3 * L.exp(0.0002 * (x + 100)) + L.exp(0.1 * (x - 10))) / (1 + L.exp(-0.5 * x))
        let inward = self[parameter: TP06Parameter.gK1] * alpha / (alpha + beta)
        let rapid =
            self[parameter: TP06Parameter.gKr] * self[TP06State.xr1] * self[TP06State.xr2]
        let plateau = self[parameter: TP06Parameter.gpK] * boltzmann(25, -5.98)
        let outside =
            self[parameter: TP06Parameter.ko] + 0.03 * self[parameter: TP06Parameter.nao]
        let inside = self[TP06State.ki] + 0.03 * self[TP06State.nai]
        let eKs = L(filling: Self.rtf) * L.log(outside / inside)
        let xs = self[TP06State.xs]
        let slow = self[parameter: TP06Parameter.gKs] * xs * xs * (v - eKs)
        return (toRest * (rapid + inward) + plateau) * x + slow
    }

    /// ICaL [A/F], driven at V − 15 mV by subspace calcium.
    @inline(never)
    func calciumChannel(into derivative: StateDerivative<L>) -> L {
        let product: L = (1.4 * boltzmann(-35, -13) + 0.25) * (1.4 * boltzmann(-5, 5))
        let tauD = product + boltzmann(50, -20)
        derivative.gate(TP06State.d, to: boltzmann(-8, -7.5), tau: tauD)
        let falling: L = 1102.5 * bell(-27, 225) + 200 * boltzmann(13, -10)
        let tauF = falling + 180 * boltzmann(-30, 10) + 20
        derivative.gate(TP06State.f, to: boltzmann(-20, 7), tau: tauF)
        let tauF2 = 562 * bell(-27, 240) + 31 * boltzmann(25, -10) + 80 * boltzmann(-30, 10)
        derivative.gate(TP06State.f2, to: 0.67 * boltzmann(-35, 7) + 0.33, tau: tauF2)
        let cass = self[TP06State.cass]
        let ratio = cass * 20
        let share = 1 / (1 + ratio * ratio)
        derivative.gate(TP06State.fcass, to: 0.6 * share + 0.4, tau: 80 * share + 2)
        let w = 2 * (v - 15) * L(filling: 1 / Self.rtf)
        let exponential = L.exp(w)
        // 4·(V − 15)·F²/(R·T)/(e^w − 1) = 2·F·w/(e^w − 1), F in C/mmol.
        let drive =
            L(filling: 2 * 96.485) * goldmanFactor(w, exponential: exponential)
            * (0.25 * cass * exponential - self[parameter: TP06Parameter.cao])
        let gates =
            self[TP06State.d] * self[TP06State.f] * self[TP06State.f2] * self[TP06State.fcass]
        return self[parameter: TP06Parameter.gCaL] * gates * drive
    }

    /// INaK [A/F].
    @inline(__always)
    func sodiumPotassiumPump() -> L {
        let ko = self[parameter: TP06Parameter.ko]
        let nai = self[TP06State.nai]
        let voltage = 1 + 0.1245 * L.exp(-0.1 * vfrt) + 0.0353 * L.exp(-vfrt)
        return self[parameter: TP06Parameter.pNaK] * ko * nai / ((ko + 1) * (nai + 40) * voltage)
    }

    /// INaCa [A/F].
    @inline(__always)
    func exchanger() -> L {
        let nao = self[parameter: TP06Parameter.nao]
        let cao = self[parameter: TP06Parameter.cao]
        let nai = self[TP06State.nai]
        let forward = L.exp(0.35 * vfrt)
        let backward = L.exp(-0.65 * vfrt)
        let nao3 = nao * nao * nao
        let gain = forward * (nai * nai * nai) * cao
        let loss = backward * nao3 * self[TP06State.cai] * 2.5
        let saturation =
            (L(filling: 87.5 * 87.5 * 87.5) + nao3) * (1.38 + cao) * (1 + 0.1 * backward)
        return self[parameter: TP06Parameter.kNaCa] * (gain - loss) / saturation
    }

    /// Cytosolic, subspace and store calcium; `channel` is ICaL, `cytosolic` the other calcium
    /// currents [A/F].
    @inline(never)
    func calciumHandling(channel: L, cytosolic: L, into derivative: StateDerivative<L>) {
        let cai = self[TP06State.cai]
        let cass = self[TP06State.cass]
        let casr = self[TP06State.casr]
        let rbar = self[TP06State.rbar]
        let occupancy = 1.5 / casr
        let kcasr = 2.5 - 1.5 / (1 + occupancy * occupancy)
        let opening = 0.15 / kcasr * cass * cass
        let closing = 0.045 * kcasr * cass
        derivative.set(
            TP06State.rbar, rate: 0.005 * (1 - rbar) - closing * rbar, decay: closing + 0.005)
        let open = opening * rbar / (0.06 + opening)
        let releaseRate = self[parameter: TP06Parameter.release] * open
        let release = releaseRate * (casr - cass)
        let leak = self[parameter: TP06Parameter.leak] * (casr - cai)
        let affinity = 0.00025 / cai
        let uptake = self[parameter: TP06Parameter.uptake] / (1 + affinity * affinity)
        let transfer = 0.0038 * (cass - cai)

        let toCytosol = L(filling: TP06Geometry.perCytosol / 2)
        let storePerCytosol = L(filling: TP06Geometry.store / TP06Geometry.cytosol)
        derivative.set(
            TP06State.cai,
            rate: unbuffered(cai, total: 0.2, half: 0.001)
                * ((leak - uptake) * storePerCytosol + transfer - cytosolic * toCytosol))
        let toSubspace = L(
            filling: TP06Geometry.capacitancePerFaraday / (2 * TP06Geometry.subspace))
        let storePerSubspace = L(filling: TP06Geometry.store / TP06Geometry.subspace)
        let cytosolPerSubspace = L(filling: TP06Geometry.cytosol / TP06Geometry.subspace)
        let freeSubspace = unbuffered(cass, total: 0.4, half: 0.00025)
        derivative.set(
            TP06State.cass,
            rate: freeSubspace
                * (release * storePerSubspace - transfer * cytosolPerSubspace
                    - channel * toSubspace),
            decay: freeSubspace * (releaseRate * storePerSubspace + 0.0038 * cytosolPerSubspace))
        derivative.set(
            TP06State.casr,
            rate: unbuffered(casr, total: 10, half: 0.3) * (uptake - release - leak))
    }

    /// Share of added calcium that stays free beside a buffer [1].
    @inline(__always)
    private func unbuffered(_ free: L, total: Double, half: Double) -> L {
        let sum = free + L(filling: half)
        return 1 / (1 + L(filling: total * half) / (sum * sum))
    }
}
