import Numerics

/// Sodium–calcium exchange current by side [A/F].
struct ToRORdExchange<L: RealLanes> {
    let cytosol: L
    let subspace: L
}

/// Background and minor currents of ``ToRORdDynCl`` [A/F].
struct ToRORdBackground<L: RealLanes> {
    let sodium: L
    let potassium: L
    let calcium: L
    let calciumPump: L
    /// Calcium-activated chloride current, facing the subspace.
    let chlorideSubspace: L
    /// Background chloride current, facing the cytosol.
    let chlorideCytosol: L

    /// All six.
    var total: L {
        (sodium + potassium + calcium) + (calciumPump + chlorideSubspace + chlorideCytosol)
    }
}

extension ToRORdContext {
    /// Exchanger of ORd with 35 % in the subspace (supplement 15.3.8); rates in 1/s.
    @inline(never)
    func exchanger() -> ToRORdExchange<L> {
        let hca = L.exp(0.167 * vfrt)
        let hna = L.exp(0.5224 * vfrt)
        let nao = parameter(ToRORdParameter.nao)
        let scale = parameter(ToRORdParameter.gNaCa)
        let h7 = 1 + nao * L(filling: 1 / 88.12) * (1 + 1 / hna)
        let h8 = nao / (88.12 * hna * h7)
        let h9 = 1 / h7
        let h10 = 13.5 + nao * L(filling: 1.0 / 15) * (1 + nao * 0.2)
        let h11 = nao * nao / (h10 * 75)
        let k1 = parameter(ToRORdParameter.cao) * 1.5e6 / h10
        let k3pp = h8 * 5e3
        let k3 = h9 * 6e4 + k3pp
        let k8 = h8 * h11 * 6e4
        func turnover(sodium: L, calcium: L) -> L {
            let h1 = 1 + sodium * L(filling: 1 / 88.12) * (1 + hna)
            let h3 = 1 / h1
            let h2 = sodium * hna * L(filling: 1 / 88.12) * h3
            let h4 = 1 + sodium * L(filling: 1.0 / 15) * (1 + sodium * 0.2)
            let h6 = 1 / h4
            let h5 = sodium * sodium * L(filling: 1.0 / 75) * h6
            let k2 = L(filling: 5e3)
            let k4pp = h2 * 5e3
            let k4 = h3 * 6e4 / hca + k4pp
            let k6 = h6 * calcium * 1.5e6
            let k7 = h5 * h2 * 6e4
            let x1 = k2 * k4 * (k7 + k6) + k2 * k7 * (k2 + k3)
            let x2 = k1 * k7 * (k4 + k2) + k4 * k6 * (k1 + k8)
            let x3 = k1 * k3 * (k7 + k6) + k8 * k6 * (k2 + k3)
            let x4 = k2 * k8 * (k4 + k2) + k3 * k2 * (k1 + k8)
            let sodiumCycles = 3 * (x4 * k7 - x1 * k8) + x3 * k4pp - x2 * k3pp
            let calciumCycles = x2 * k2 - x1 * k1
            let activation = 150e-6 / calcium
            let current = (sodiumCycles + 2 * calciumCycles) / (x1 + x2 + x3 + x4)
            return current / (1 + activation * activation)
        }
        return ToRORdExchange(
            cytosol: 0.65 * scale
                * turnover(sodium: self[ToRORdState.nai], calcium: self[ToRORdState.cai]),
            subspace: 0.35 * scale
                * turnover(sodium: self[ToRORdState.nass], calcium: self[ToRORdState.cass]))
    }

    /// Pump current, net charge [A/F] (Smith & Crampin 2004 as in ORd; supplement 15.3.9).
    @inline(never)
    func sodiumPotassiumPump() -> L {
        let sodiumIn = self[ToRORdState.nai] / (9.073 * L.exp(L(filling: -0.155 / 3) * vfrt))
        let sodiumOut =
            parameter(ToRORdParameter.nao) / (27.78 * L.exp(L(filling: 1.155 / 3) * vfrt))
        let potassiumIn = self[ToRORdState.ki] * 2
        let potassiumOut = parameter(ToRORdParameter.ko) * L(filling: 1 / 0.3582)
        let magnesium = 9.8 / 1.698e-7
        let phosphate =
            4.2
            / (L(filling: 1 + 1e-4 / 1.698e-7) + self[ToRORdState.nai] * L(filling: 1.0 / 224)
                + self[ToRORdState.ki] * L(filling: 1.0 / 292))
        let sodiumIn3 = sodiumIn * sodiumIn * sodiumIn
        let sodiumOut3 = sodiumOut * sodiumOut * sodiumOut
        let potassiumIn2 = potassiumIn * potassiumIn
        let potassiumOut2 = potassiumOut * potassiumOut
        let inside = 1 / (cube(1 + sodiumIn) + square(1 + potassiumIn) - 1)
        let outside = 1 / (cube(1 + sodiumOut) + square(1 + potassiumOut) - 1)
        let a1 = 949.5 * sodiumIn3 * inside
        let b1 = L(filling: 182.4 * 0.05)
        let a2 = L(filling: 687.2)
        let b2 = 39.4 * sodiumOut3 * outside
        let a3 = 1899 * potassiumOut2 * outside
        let b3 = L(filling: 79300 * 1e-4 / (1 + magnesium)) * phosphate
        let a4 = L(filling: 639 * magnesium / (1 + magnesium))
        let b4 = 40 * potassiumIn2 * inside
        let x1 = a4 * a1 * a2 + b1 * b4 * b3 + a2 * b4 * b3 + b3 * a1 * a2
        let x2 = b2 * b1 * b4 + a1 * a2 * a3 + a3 * b1 * b4 + a2 * a3 * b4
        let x3 = a2 * a3 * a4 + b3 * b2 * b1 + b2 * b1 * a4 + a3 * a4 * b1
        let x4 = b4 * b3 * b2 + a3 * a4 * a1 + b2 * a4 * a1 + b3 * b2 * a1
        let cycles = (a1 * a2 * a3 * a4 - b1 * b2 * b3 * b4) / (x1 + x2 + x3 + x4)
        // Three sodium out and two potassium in: one charge per cycle.
        return parameter(ToRORdParameter.pNaK) * cycles
    }

    @inline(__always)
    private func square(_ x: L) -> L { x * x }

    @inline(__always)
    private func cube(_ x: L) -> L { x * x * x }

    /// Background sodium, potassium, calcium and chloride, calcium pump, calcium-activated chloride
    /// (supplement 15.3.10–15.3.14; chloride reversal from the dynamic concentrations).
    @inline(never)
    func backgroundCurrents() -> ToRORdBackground<L> {
        let cai = self[ToRORdState.cai]
        let cass = self[ToRORdState.cass]
        let clo = parameter(ToRORdParameter.clo)
        let rtf = L(filling: Self.rtf)
        let eCl = rtf * L.log(self[ToRORdState.cli] / clo)
        let eClss = rtf * L.log(self[ToRORdState.clss] / clo)
        let drive1 = DrivingForce(vfrt, charge: 1)
        let drive2 = DrivingForce(vfrt, charge: 2)
        return ToRORdBackground(
            sodium: parameter(ToRORdParameter.pNab)
                * drive1.flux(
                    inside: self[ToRORdState.nai], outside: parameter(ToRORdParameter.nao)),
            potassium: parameter(ToRORdParameter.gKb) * boltzmann(10.8968, -23.9871) * (v - eK),
            calcium: parameter(ToRORdParameter.pCab)
                * drive2.flux(
                    inside: inside.divalent * cai,
                    outside: outside.divalent * parameter(ToRORdParameter.cao)),
            calciumPump: parameter(ToRORdParameter.gpCa) * cai / (0.0005 + cai),
            chlorideSubspace: parameter(ToRORdParameter.gClCa) * cass / (cass + 0.1) * (v - eClss),
            chlorideCytosol: parameter(ToRORdParameter.gClb) * (v - eCl))
    }
}
