import Ionics
import Numerics

/// Volumes and capacitance of ``Courtemanche1998`` (table 1).
enum CourtemancheGeometry {
    /// Myoplasm, uptake and release compartment [µm³].
    static let myoplasm = 20100 * 0.68
    static let uptake = 20100 * 0.0552
    static let release = 20100 * 0.0048
    /// Membrane capacitance [pF] over Faraday's constant [C/mmol].
    static let capacitancePerFaraday = 100 / 96.4867
    /// Current [A/F] to concentration rate of a monovalent ion in the myoplasm [mM/ms per A/F].
    static let perMyoplasm = capacitancePerFaraday / myoplasm
}

extension CourtemancheContext {
    /// Calcium of myoplasm and stores with release and uptake (23–27, 64–75).
    ///
    /// - Parameter channel: ICaL [A/F].
    /// - Parameter exchange: INaCa [A/F].
    /// - Parameter other: pump and background calcium current [A/F].
    @inline(never)
    func calciumHandling(
        channel: L, exchange: L, other: L, into derivative: StateDerivative<L>
    ) {
        let cai = self[CourtemancheState.cai]
        let caup = self[CourtemancheState.caup]
        let carel = self[CourtemancheState.carel]
        let u = self[CourtemancheState.u]
        let rate =
            self[parameter: CourtemancheParameter.release] * (u * u)
            * self[CourtemancheState.vrel] * self[CourtemancheState.w]
        let release = rate * (carel - cai)
        releaseGates(release: release, channel: channel, exchange: exchange, into: derivative)

        let capacity = self[parameter: CourtemancheParameter.uptake]
        let uptake = capacity * cai / (cai + 0.00092)
        let leak = capacity * caup * L(filling: 1.0 / 15)
        let transfer = (caup - carel) * L(filling: 1.0 / 180)
        let toMyoplasm = L(filling: CourtemancheGeometry.perMyoplasm / 2)
        let inflow: L = (2 * exchange - (other + channel)) * toMyoplasm
        let fromStore: L =
            (leak - uptake)
            * L(filling: CourtemancheGeometry.uptake / CourtemancheGeometry.myoplasm)
            + release * L(filling: CourtemancheGeometry.release / CourtemancheGeometry.myoplasm)
        let buffers = 1 + buffering(0.07, 0.0005, cai) + buffering(0.05, 0.00238, cai)
        derivative.set(CourtemancheState.cai, rate: (inflow + fromStore) / buffers)
        let free = 1 / (1 + buffering(10, 0.8, carel))
        derivative.set(
            CourtemancheState.carel, rate: (transfer - release) * free,
            decay: (rate + L(filling: 1.0 / 180)) * free)
        derivative.set(
            CourtemancheState.caup,
            rate: uptake - leak - transfer
                * L(filling: CourtemancheGeometry.release / CourtemancheGeometry.uptake))
    }

    /// Gates of the release by the calcium flux signal Fn (64–68).
    @inline(__always)
    private func releaseGates(
        release: L, channel: L, exchange: L, into derivative: StateDerivative<L>
    ) {
        let currents = L(filling: 5e-13 * CourtemancheGeometry.capacitancePerFaraday)
        let signal =
            L(filling: 1e-12 * CourtemancheGeometry.release) * release
            - currents * (0.5 * channel - 0.2 * exchange)
        let open = 1 / (1 + L.exp((3.4175e-13 - signal) * L(filling: 1 / 13.67e-16)))
        let closed = 1 / (1 + L.exp((signal - 6.835e-14) * L(filling: 1 / 13.67e-16)))
        derivative.gate(CourtemancheState.u, to: open, decay: L(filling: 1.0 / 8))
        derivative.gate(CourtemancheState.vrel, to: closed, tau: 1.91 + 2.09 * open)
        // τw = 6·(1 − e)/((1 + 0.3·e)·(V − 7.9)), e = exp(−(V − 7.9)/5).
        let exponential = L.exp((7.9 - v) * 0.2)
        let linoid = VoltageFunctions(v).linoid(7.9, 5)
        derivative.gate(
            CourtemancheState.w, to: 1 - VoltageFunctions(v).boltzmann(40, -17),
            decay: (1 + 0.3 * exponential) * linoid * L(filling: 1.0 / 6))
    }

    /// Slope of the bound by the free concentration: total·K/(K + c)² [1].
    @inline(__always)
    private func buffering(_ total: Double, _ half: Double, _ concentration: L) -> L {
        let sum = L(filling: half) + concentration
        return L(filling: total * half) / (sum * sum)
    }
}
