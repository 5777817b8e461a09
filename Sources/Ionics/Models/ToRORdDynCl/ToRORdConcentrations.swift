import Numerics

/// Currents that move ions in ``ToRORdDynCl`` [A/F].
struct ToRORdFluxes<L: RealLanes> {
    /// Fast and late sodium current.
    let sodium: L
    /// Ito + IKr + IKs + IK1.
    let potassium: L
    let calcium: ToRORdCalciumCurrents<L>
    let exchange: ToRORdExchange<L>
    let pump: L
    let background: ToRORdBackground<L>
    /// Depolarising stimulus, carried by potassium.
    let stimulus: L
}

/// Compartment volumes [µL] and the conversion of currents to concentration rates.
enum ToRORdGeometry {
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

extension ToRORdContext {
    /// Concentrations, stores, release and CaMKII.
    @inline(__always)
    func concentrations(_ fluxes: ToRORdFluxes<L>, into derivative: StateDerivative<L>) {
        monovalent(fluxes, into: derivative)
        calciumHandling(fluxes, into: derivative)
        let trapped = self[ToRORdState.camkt]
        // aCaMK = 0.05 /ms, bCaMK = 0.00068 /ms.
        derivative.set(
            ToRORdState.camkt, rate: 0.05 * camkBound * camkActive - 0.00068 * trapped,
            decay: L(filling: 0.00068))
    }

    /// Sodium, potassium and chloride; subspace and cytosol exchange with 2 ms.
    @inline(never)
    private func monovalent(_ fluxes: ToRORdFluxes<L>, into derivative: StateDerivative<L>) {
        let toCytosol = L(filling: ToRORdGeometry.toCytosol)
        let toSubspace = L(filling: ToRORdGeometry.toSubspace)
        let ratio = L(filling: ToRORdGeometry.subspace / ToRORdGeometry.cytosol)
        let half = L(filling: 0.5)
        let sodiumDiffusion = half * (self[ToRORdState.nass] - self[ToRORdState.nai])
        let potassiumDiffusion = half * (self[ToRORdState.kss] - self[ToRORdState.ki])
        let chlorideDiffusion = half * (self[ToRORdState.clss] - self[ToRORdState.cli])
        let background = fluxes.background
        let sodium =
            fluxes.sodium + 3 * (fluxes.exchange.cytosol + fluxes.pump)
            + fluxes.calcium.sodiumCytosol + background.sodium
        derivative.set(ToRORdState.nai, rate: ratio * sodiumDiffusion - sodium * toCytosol)
        let sodiumSubspace = fluxes.calcium.sodiumSubspace + 3 * fluxes.exchange.subspace
        derivative.set(
            ToRORdState.nass, rate: -(sodiumSubspace * toSubspace) - sodiumDiffusion, decay: half)
        let potassium =
            fluxes.potassium + background.potassium - 2 * fluxes.pump
            + fluxes.calcium.potassiumCytosol - fluxes.stimulus
        derivative.set(ToRORdState.ki, rate: ratio * potassiumDiffusion - potassium * toCytosol)
        derivative.set(
            ToRORdState.kss,
            rate: -(fluxes.calcium.potassiumSubspace * toSubspace) - potassiumDiffusion, decay: half
        )
        derivative.set(
            ToRORdState.cli,
            rate: background.chlorideCytosol * toCytosol + ratio * chlorideDiffusion)
        derivative.set(
            ToRORdState.clss, rate: background.chlorideSubspace * toSubspace - chlorideDiffusion,
            decay: half)
    }

    /// Cytosolic, subspace and store calcium with their buffers, release and uptake.
    @inline(never)
    private func calciumHandling(_ fluxes: ToRORdFluxes<L>, into derivative: StateDerivative<L>) {
        let cai = self[ToRORdState.cai]
        let cass = self[ToRORdState.cass]
        let junctional = self[ToRORdState.cajsr]
        let network = self[ToRORdState.cansr]
        let release = releaseFlux(fluxes.calcium.calciumSubspace, junctional, into: derivative)
        let uptake = uptakeFlux(cai, network)
        let diffusion = 5 * (cass - cai)
        let transfer = (network - junctional) * L(filling: 1.0 / 60)

        let myoplasmic =
            fluxes.calcium.calciumCytosol + fluxes.background.calciumPump
            + fluxes.background.calcium - 2 * fluxes.exchange.cytosol
        let cytosolBuffer =
            1
            / (1 + buffering(parameter(ToRORdParameter.calmodulin), 0.00238, cai)
                + buffering(0.07, 0.0005, cai))
        derivative.set(
            ToRORdState.cai,
            rate: cytosolBuffer
                * (diffusion * L(filling: ToRORdGeometry.subspace / ToRORdGeometry.cytosol)
                    - myoplasmic * L(filling: ToRORdGeometry.toCytosol / 2)
                    - uptake * L(filling: ToRORdGeometry.network / ToRORdGeometry.cytosol)))
        let dyadic = fluxes.calcium.calciumSubspace - 2 * fluxes.exchange.subspace
        let subspaceBuffer =
            1 / (1 + buffering(0.047, 0.00087, cass) + buffering(1.124, 0.0087, cass))
        derivative.set(
            ToRORdState.cass,
            rate: subspaceBuffer
                * (release * L(filling: ToRORdGeometry.junction / ToRORdGeometry.subspace)
                    - dyadic * L(filling: ToRORdGeometry.toSubspace / 2) - diffusion),
            decay: 5 * subspaceBuffer)
        let storeBuffer = 1 / (1 + buffering(10, 0.8, junctional))
        derivative.set(
            ToRORdState.cajsr, rate: storeBuffer * (transfer - release),
            decay: storeBuffer * L(filling: 1.0 / 60))
        derivative.set(
            ToRORdState.cansr,
            rate: uptake - transfer * L(filling: ToRORdGeometry.junction / ToRORdGeometry.network))
    }

    /// Slope of the bound by the free concentration: total·K/(K + c)² [1].
    @inline(__always)
    private func buffering(_ total: L, _ half: L, _ concentration: L) -> L {
        let sum = half + concentration
        return total * half / (sum * sum)
    }

    /// Ryanodine receptor flux [mM/ms], driven by the subspace L-type current (supplement 15.3.15).
    @inline(__always)
    private func releaseFlux(
        _ trigger: L, _ junctional: L, into derivative: StateDerivative<L>
    ) -> L {
        let ratio = 1.7 / junctional
        let ratio2 = ratio * ratio
        let ratio4 = ratio2 * ratio2
        let drive = -(trigger / (1 + ratio4 * ratio4))
        // bt = 4.75 ms (×1.25 phosphorylated), a = bt/2, τ = bt/(1 + 0.0123/Ca) but at least 1 µs.
        let relative = junctional / (junctional + 0.0123)
        let tau = L.larger(4.75 * relative, 0.001)
        let tauModified = L.larger(L(filling: 4.75 * 1.25) * relative, 0.001)
        derivative.gate(ToRORdState.jrelnp, to: 2.375 * drive, tau: tau)
        derivative.gate(ToRORdState.jrelp, to: L(filling: 2.375 * 1.25) * drive, tau: tauModified)
        return parameter(ToRORdParameter.release)
            * mix(self[ToRORdState.jrelnp], self[ToRORdState.jrelp])
    }

    /// Net uptake into the network store, SERCA less leak [mM/ms] (supplement 15.3.16).
    @inline(__always)
    private func uptakeFlux(_ cai: L, _ network: L) -> L {
        let plain = cai / (cai + 0.00092)
        let modified = 2.75 * cai / (cai + L(filling: 0.00092 - 0.00017))
        return parameter(ToRORdParameter.uptake) * mix(plain, modified)
            - L(filling: 0.0048825 / 15) * network
    }
}
