import Ionics
import Numerics

/// Exchanger, pump and background currents of the O'Hara–Rudy family [A/F].
struct ORdTransport<L: RealLanes> {
    /// Sodium–calcium exchange facing the cytosol (80 %) and the subspace (20 %).
    let exchangeCytosol: L
    let exchangeSubspace: L
    /// Sodium–potassium pump, net charge.
    let pump: L
    let backgroundSodium: L
    let backgroundPotassium: L
    let backgroundCalcium: L
    let calciumPump: L

    /// All seven.
    var total: L {
        @inline(__always) get {
            (exchangeCytosol + exchangeSubspace + pump)
                + (backgroundSodium + backgroundPotassium) + (backgroundCalcium + calciumPump)
        }
    }
}

extension ORdContext {
    /// Currents without gates (supplement, pages 12–15).
    @inline(never)
    func transport() -> ORdTransport<L> {
        let exchanger = KangHilgemannExchanger(
            vfrt: vfrt, nao: parameter(ORdParameter.nao), cao: parameter(ORdParameter.cao))
        let scale = parameter(ORdParameter.gNaCa)
        let cai = self[ORdState.cai]
        let cycles = SmithCrampinPump.cycles(
            vfrt: vfrt, nai: self[ORdState.nai], nao: parameter(ORdParameter.nao),
            ki: self[ORdState.ki], ko: parameter(ORdParameter.ko))
        let drive1 = DrivingForce(vfrt, charge: 1)
        let drive2 = DrivingForce(vfrt, charge: 2)
        return ORdTransport(
            exchangeCytosol: 0.8 * scale
                * exchanger.turnover(sodium: self[ORdState.nai], calcium: cai),
            exchangeSubspace: 0.2 * scale
                * exchanger.turnover(sodium: self[ORdState.nass], calcium: self[ORdState.cass]),
            pump: parameter(ORdParameter.pNaK) * cycles,
            backgroundSodium: parameter(ORdParameter.pNab)
                * drive1.flux(inside: self[ORdState.nai], outside: parameter(ORdParameter.nao)),
            backgroundPotassium: parameter(ORdParameter.gKb) * voltage.boltzmann(14.48, -18.34)
                * (v - eK),
            backgroundCalcium: parameter(ORdParameter.pCab)
                * drive2.flux(inside: cai, outside: 0.341 * parameter(ORdParameter.cao)),
            calciumPump: parameter(ORdParameter.gpCa) * cai / (0.0005 + cai))
    }
}
