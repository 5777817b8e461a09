import Ionics
import Numerics

/// Volumes and capacitance of ``Stewart2009``.
enum StewartGeometry {
    /// Cytosol, subspace and store [µm³].
    static let cytosol = 16404.0
    static let subspace = 54.68
    static let store = 1094.0
    /// Membrane capacitance [pF] over Faraday's constant [C/mmol].
    static let capacitancePerFaraday = 185 / 96.4853415
    /// Current [A/F] to concentration rate of a monovalent ion in the cytosol [mM/ms per A/F].
    static let perCytosol = capacitancePerFaraday / cytosol
}

extension StewartContext {
    /// Cytosolic, subspace and store calcium; `channel` is ICaL, `cytosolic` the other calcium
    /// currents [A/F].
    @inline(never)
    func calciumHandling(channel: L, cytosolic: L, into derivative: StateDerivative<L>) {
        let cai = self[StewartState.cai]
        let cass = self[StewartState.cass]
        let casr = self[StewartState.casr]
        let rbar = self[StewartState.rbar]
        let occupancy = 1.5 / casr
        let kcasr = 2.5 - 1.5 / (1 + occupancy * occupancy)
        let opening = 0.15 / kcasr * cass * cass
        let closing = 0.045 * kcasr * cass
        derivative.set(
            StewartState.rbar, rate: 0.005 * (1 - rbar) - closing * rbar, decay: closing + 0.005)
        let open = opening * rbar / (0.06 + opening)
        let releaseRate = self[parameter: StewartParameter.release] * open
        let release = releaseRate * (casr - cass)
        let leak = self[parameter: StewartParameter.leak] * (casr - cai)
        let affinity = 0.00025 / cai
        let uptake = self[parameter: StewartParameter.uptake] / (1 + affinity * affinity)
        let transfer = 0.0038 * (cass - cai)

        let toCytosol = L(filling: StewartGeometry.perCytosol / 2)
        let storePerCytosol = L(filling: StewartGeometry.store / StewartGeometry.cytosol)
        derivative.set(
            StewartState.cai,
            rate: unbuffered(cai, total: 0.2, half: 0.001)
                * ((leak - uptake) * storePerCytosol + transfer - cytosolic * toCytosol))
        let toSubspace = L(
            filling: StewartGeometry.capacitancePerFaraday / (2 * StewartGeometry.subspace))
        let storePerSubspace = L(filling: StewartGeometry.store / StewartGeometry.subspace)
        let cytosolPerSubspace = L(filling: StewartGeometry.cytosol / StewartGeometry.subspace)
        let freeSubspace = unbuffered(cass, total: 0.4, half: 0.00025)
        derivative.set(
            StewartState.cass,
            rate: freeSubspace
                * (release * storePerSubspace - transfer * cytosolPerSubspace
                    - channel * toSubspace),
            decay: freeSubspace * (releaseRate * storePerSubspace + 0.0038 * cytosolPerSubspace))
        derivative.set(
            StewartState.casr,
            rate: unbuffered(casr, total: 10, half: 0.3) * (uptake - release - leak))
    }

    /// Share of added calcium that stays free beside a buffer [1].
    @inline(__always)
    private func unbuffered(_ free: L, total: Double, half: Double) -> L {
        let sum = free + L(filling: half)
        return 1 / (1 + L(filling: total * half) / (sum * sum))
    }
}
