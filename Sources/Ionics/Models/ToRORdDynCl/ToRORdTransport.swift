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
    /// Exchanger of ORd with 35 % in the subspace (supplement 15.3.8).
    @inline(never)
    func exchanger() -> ToRORdExchange<L> {
        let exchanger = KangHilgemannExchanger(
            vfrt: vfrt, nao: parameter(ToRORdParameter.nao), cao: parameter(ToRORdParameter.cao))
        let scale = parameter(ToRORdParameter.gNaCa)
        return ToRORdExchange(
            cytosol: 0.65 * scale
                * exchanger.turnover(
                    sodium: self[ToRORdState.nai], calcium: self[ToRORdState.cai]),
            subspace: 0.35 * scale
                * exchanger.turnover(
                    sodium: self[ToRORdState.nass], calcium: self[ToRORdState.cass]))
    }

    /// Pump current, net charge [A/F] (Smith & Crampin 2004 as in ORd; supplement 15.3.9).
    @inline(never)
    func sodiumPotassiumPump() -> L {
        parameter(ToRORdParameter.pNaK)
            * SmithCrampinPump.cycles(
                vfrt: vfrt, nai: self[ToRORdState.nai], nao: parameter(ToRORdParameter.nao),
                ki: self[ToRORdState.ki], ko: parameter(ToRORdParameter.ko))
    }

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
