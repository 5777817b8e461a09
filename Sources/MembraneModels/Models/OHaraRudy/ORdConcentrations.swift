import Ionics
import Numerics

/// Currents of one evaluation of a model of the O'Hara–Rudy family [A/F].
struct ORdCurrents<L: RealLanes> {
    let fastSodium: L
    let lateSodium: L
    let transient: L
    let rapid: L
    let slow: L
    let inward: L
    let channel: ORdChannelCurrents<L>
    let transport: ORdTransport<L>

    /// Everything that crosses the membrane.
    var total: L {
        @inline(__always) get {
            (fastSodium + lateSodium) + (transient + rapid) + (slow + inward)
                + (channel.total + transport.total)
        }
    }
}

/// Compartment volumes [µL] and the conversion of currents to concentration rates.
enum ORdGeometry {
    /// Cylinder of 100 µm by 11 µm radius, π taken as 3.14 as in the source [µL].
    static var cell: Double { 1000 * 3.14 * 0.0011 * 0.0011 * 0.01 }
    static var cytosol: Double { 0.68 * cell }
    static var network: Double { 0.0552 * cell }
    static var junction: Double { 0.0048 * cell }
    static var subspace: Double { 0.02 * cell }
    /// Capacitive area over Faraday's constant at 1 µF/cm²: twice the geometric area [µF·mol/C].
    static var areaPerFaraday: Double {
        2 * (2 * 3.14 * 0.0011 * 0.0011 + 2 * 3.14 * 0.0011 * 0.01) / 96485
    }
    static var toCytosol: Double { areaPerFaraday / cytosol }
    static var toSubspace: Double { areaPerFaraday / subspace }
}

extension ORdContext {
    /// Sodium and potassium; subspace and cytosol exchange with 2 ms.
    @inline(never)
    func monovalent(
        _ currents: ORdCurrents<L>, stimulus: L, into derivative: StateDerivative<L>
    ) {
        let toCytosol = L(filling: ORdGeometry.toCytosol)
        let toSubspace = L(filling: ORdGeometry.toSubspace)
        let ratio = L(filling: ORdGeometry.subspace / ORdGeometry.cytosol)
        let half = L(filling: 0.5)
        let transport = currents.transport
        let sodiumDiffusion = half * (self[ORdState.nass] - self[ORdState.nai])
        let potassiumDiffusion = half * (self[ORdState.kss] - self[ORdState.ki])
        let sodium =
            currents.fastSodium + currents.lateSodium + transport.backgroundSodium
            + 3 * (transport.exchangeCytosol + transport.pump)
        derivative.set(ORdState.nai, rate: ratio * sodiumDiffusion - sodium * toCytosol)
        let sodiumSubspace = currents.channel.sodium + 3 * transport.exchangeSubspace
        derivative.set(
            ORdState.nass, rate: -(sodiumSubspace * toSubspace) - sodiumDiffusion, decay: half)
        let rectifiers = (currents.transient + currents.rapid) + (currents.slow + currents.inward)
        let potassium =
            rectifiers + transport.backgroundPotassium - 2 * transport.pump - stimulus
        derivative.set(ORdState.ki, rate: ratio * potassiumDiffusion - potassium * toCytosol)
        derivative.set(
            ORdState.kss,
            rate: -(currents.channel.potassium * toSubspace) - potassiumDiffusion, decay: half)
    }

    /// Cytosolic, subspace and store calcium with their buffers, release, uptake and CaMKII
    /// (supplement, pages 16–18).
    @inline(never)
    func calciumHandling(_ currents: ORdCurrents<L>, into derivative: StateDerivative<L>) {
        let cai = self[ORdState.cai]
        let cass = self[ORdState.cass]
        let junctional = self[ORdState.cajsr]
        let network = self[ORdState.cansr]
        let transport = currents.transport
        let release = releaseFlux(currents.channel.calcium, junctional, into: derivative)
        let uptake =
            parameter(ORdParameter.uptake)
            * mix(cai / (cai + 0.00092), 2.75 * cai / (cai + L(filling: 0.00092 - 0.00017)))
            - L(filling: 0.0039375 / 15) * network
        let diffusion = 5 * (cass - cai)
        let transfer = (network - junctional) * L(filling: 1.0 / 100)

        let myoplasmic =
            transport.calciumPump + transport.backgroundCalcium - 2 * transport.exchangeCytosol
        let cytosolBuffer =
            1
            / (1 + buffering(parameter(ORdParameter.calmodulin), 0.00238, cai)
                + buffering(0.07, 0.0005, cai))
        derivative.set(
            ORdState.cai,
            rate: cytosolBuffer
                * (diffusion * L(filling: ORdGeometry.subspace / ORdGeometry.cytosol)
                    - myoplasmic * L(filling: ORdGeometry.toCytosol / 2)
                    - uptake * L(filling: ORdGeometry.network / ORdGeometry.cytosol)))
        let dyadic = currents.channel.calcium - 2 * transport.exchangeSubspace
        let subspaceBuffer =
            1 / (1 + buffering(0.047, 0.00087, cass) + buffering(1.124, 0.0087, cass))
        derivative.set(
            ORdState.cass,
            rate: subspaceBuffer
                * (release * L(filling: ORdGeometry.junction / ORdGeometry.subspace)
                    - dyadic * L(filling: ORdGeometry.toSubspace / 2) - diffusion),
            decay: 5 * subspaceBuffer)
        let storeBuffer = 1 / (1 + buffering(10, 0.8, junctional))
        derivative.set(
            ORdState.cajsr, rate: storeBuffer * (transfer - release),
            decay: storeBuffer * L(filling: 1.0 / 100))
        derivative.set(
            ORdState.cansr,
            rate: uptake - transfer * L(filling: ORdGeometry.junction / ORdGeometry.network))
        // aCaMK = 0.05 /ms, bCaMK = 0.00068 /ms.
        derivative.set(
            ORdState.camkt,
            rate: 0.05 * camkBound * camkActive - 0.00068 * self[ORdState.camkt],
            decay: L(filling: 0.00068))
    }

    /// Slope of the bound by the free concentration: total·K/(K + c)² [1].
    @inline(__always)
    private func buffering(_ total: L, _ half: L, _ concentration: L) -> L {
        let sum = half + concentration
        return total * half / (sum * sum)
    }

    /// Ryanodine receptor flux [mM/ms], driven by the L-type calcium current (supplement, page 17).
    @inline(__always)
    private func releaseFlux(
        _ trigger: L, _ junctional: L, into derivative: StateDerivative<L>
    ) -> L {
        let ratio = 1.5 / junctional
        let ratio2 = ratio * ratio
        let ratio4 = ratio2 * ratio2
        let drive = -(trigger / (1 + ratio4 * ratio4))
        // bt = 4.75 ms (×1.25 phosphorylated), a = bt/2, τ = bt/(1 + 0.0123/Ca) but at least 1 µs.
        let relative = junctional / (junctional + 0.0123)
        derivative.gate(
            ORdState.jrelnp, to: 2.375 * drive, tau: L.larger(4.75 * relative, 0.001))
        derivative.gate(
            ORdState.jrelp, to: L(filling: 2.375 * 1.25) * drive,
            tau: L.larger(L(filling: 4.75 * 1.25) * relative, 0.001))
        return parameter(ORdParameter.release)
            * mix(self[ORdState.jrelnp], self[ORdState.jrelp])
    }
}
