import Numerics

/// L-type currents of ``ToRORdDynCl`` by ion and side [A/F].
struct ToRORdCalciumCurrents<L: RealLanes> {
    let calciumCytosol: L
    let calciumSubspace: L
    let sodiumCytosol: L
    let sodiumSubspace: L
    let potassiumCytosol: L
    let potassiumSubspace: L

    /// All six.
    var total: L {
        (calciumCytosol + calciumSubspace) + (sodiumCytosol + sodiumSubspace)
            + (potassiumCytosol + potassiumSubspace)
    }
}

/// Activity coefficients of mono- and divalent ions [1].
struct ToRORdActivity<L: RealLanes> {
    let monovalent: L
    let divalent: L

    /// Davies equation for the ionic strength of the given concentrations [mM].
    ///
    /// `ln y = −A·z²·(√I/(1 + √I) − 0.3·I)`, A = 1.82e6·(74·310)^−1.5.
    @inline(__always)
    init(sodium: L, potassium: L, chloride: L, calcium: L) {
        let strength = L(filling: 0.5 / 1000) * (sodium + potassium + chloride + 4 * calcium)
        let root = L.sqrt(strength)
        let factor = -1.82e6 / (74.0 * 310.0 * (74.0 * 310.0).squareRoot())
        monovalent = L.exp(L(filling: factor) * (root / (1 + root) - 0.3 * strength))
        let squared = monovalent * monovalent
        divalent = squared * squared
    }
}

extension ToRORdContext {
    /// L-type calcium channel with 80 % of it facing the subspace (supplement 15.3.3).
    @inline(never)
    func calciumChannel(into derivative: StateDerivative<L>) -> ToRORdCalciumCurrents<L> {
        let open = channelGates(into: derivative)
        let permeability = parameter(ToRORdParameter.pCa) * self[ToRORdState.d]
        let share = calciumModes(open, into: derivative)
        let subspace = ToRORdActivity(
            sodium: self[ToRORdState.nass], potassium: self[ToRORdState.kss],
            chloride: self[ToRORdState.clss], calcium: self[ToRORdState.cass])
        let drive1 = DrivingForce(vfrt, charge: 1)
        let drive2 = DrivingForce(vfrt, charge: 2)
        let cytosolic = 0.2 * permeability * share.cytosol
        let subspacial = 0.8 * permeability * share.subspace
        let calciumOut = outside.divalent * parameter(ToRORdParameter.cao)
        let sodiumOut = outside.monovalent * parameter(ToRORdParameter.nao)
        let potassiumOut = outside.monovalent * parameter(ToRORdParameter.ko)
        return ToRORdCalciumCurrents(
            calciumCytosol: cytosolic
                * drive2.flux(inside: inside.divalent * self[ToRORdState.cai], outside: calciumOut),
            calciumSubspace: subspacial
                * drive2.flux(
                    inside: subspace.divalent * self[ToRORdState.cass], outside: calciumOut),
            sodiumCytosol: 0.00125 * cytosolic
                * drive1.flux(inside: inside.monovalent * self[ToRORdState.nai], outside: sodiumOut),
            sodiumSubspace: 0.00125 * subspacial
                * drive1.flux(
                    inside: subspace.monovalent * self[ToRORdState.nass], outside: sodiumOut),
            potassiumCytosol: 3.574e-4 * cytosolic
                * drive1.flux(
                    inside: inside.monovalent * self[ToRORdState.ki], outside: potassiumOut),
            potassiumSubspace: 3.574e-4 * subspacial
                * drive1.flux(
                    inside: subspace.monovalent * self[ToRORdState.kss], outside: potassiumOut))
    }

    /// Goldman–Hodgkin–Katz flux density per permeability, `z²·V·F²/RT·(…)` [C/L].
    struct DrivingForce {
        let exponential: L
        let scale: L

        @inline(__always)
        init(_ vfrt: L, charge: Double) {
            let w = L(filling: charge) * vfrt
            exponential = L.exp(w)
            scale =
                L(filling: charge * ToRORdContext.faraday)
                * goldmanFactor(w, exponential: exponential)
        }

        @inline(__always)
        func flux(inside: L, outside: L) -> L { scale * (inside * exponential - outside) }
    }

    /// Open shares: voltage- and calcium-inactivating mode, plain and phosphorylated.
    struct ChannelModes {
        let f: L
        let fp: L
        let fca: L
        let fcap: L
    }

    /// Activation, voltage- and calcium-dependent inactivation.
    @inline(__always)
    private func channelGates(into derivative: StateDerivative<L>) -> ChannelModes {
        let rising = 1.0763 * L.exp(-1.007 * L.exp(-0.0829 * v))
        let tauD = 0.6 + 1 / (L.exp(-0.05 * (v + 6)) + L.exp(0.09 * (v + 14)))
        derivative.gate(ToRORdState.d, to: L.select(31.4978, below: v, 1, rising), tau: tauD)
        let limit = boltzmann(-19.58, 3.696)
        /// 1/τ for τ = floor + 1/(rate·(e₁ + e₂)).
        func decay(_ floor: L, _ rate: L, _ first: L, _ second: L) -> L {
            let varying: L = 1.0 / (rate * (first + second))
            return 1.0 / (floor + varying)
        }
        let decayFF = decay(7, 0.0045, exponential(-20, -10), exponential(-20, 10))
        let decayFS = decay(1000, 3.5e-5, exponential(-5, -4), exponential(-5, 6))
        let decayCaF = decay(7, 0.04, exponential(4, -7), exponential(4, 7))
        let decayCaS = decay(100, 0.00012, exponential(0, -3), exponential(0, 7))
        derivative.gate(ToRORdState.ff, to: limit, decay: decayFF)
        derivative.gate(ToRORdState.ffp, to: limit, decay: decayFF * 0.4)
        derivative.gate(ToRORdState.fs, to: limit, decay: decayFS)
        derivative.gate(ToRORdState.fcaf, to: limit, decay: decayCaF)
        derivative.gate(ToRORdState.fcafp, to: limit, decay: decayCaF * 0.4)
        derivative.gate(ToRORdState.fcas, to: limit, decay: decayCaS)
        derivative.gate(
            ToRORdState.jca, to: boltzmann(-18.08, 2.7916), decay: L(filling: 1 / 72.5))
        let slow = self[ToRORdState.fs]
        let slowCa = self[ToRORdState.fcas]
        let fastCaShare = 0.3 + 0.6 * boltzmann(10, 10)
        return ChannelModes(
            f: slow + 0.6 * (self[ToRORdState.ff] - slow),
            fp: slow + 0.6 * (self[ToRORdState.ffp] - slow),
            fca: slowCa + fastCaShare * (self[ToRORdState.fcaf] - slowCa),
            fcap: slowCa + fastCaShare * (self[ToRORdState.fcafp] - slowCa))
    }

    /// Fractions in the calcium-inactivating mode, n, and the open shares they give.
    ///
    /// `dn/dt = k2n/(k2n/jca + (1 + Kmn/Ca)⁴) − jca·n`, Kmn = 0.002 mM, k2n = 500 /ms; phosphorylated
    /// channels pass 1.1 times the current.
    @inline(__always)
    private func calciumModes(
        _ open: ChannelModes, into derivative: StateDerivative<L>
    ) -> (cytosol: L, subspace: L) {
        let jca = self[ToRORdState.jca]
        let capacity = 500 / jca
        func mode(_ index: Int, calcium: L) -> L {
            let ratio = 1 + 0.002 / calcium
            let square = ratio * ratio
            derivative.set(
                index, rate: 500 / (capacity + square * square) - jca * self[index], decay: jca)
            let n = self[index]
            let plain = open.f + n * (jca * open.fca - open.f)
            let modified = open.fp + n * (jca * open.fcap - open.fp)
            return mix(plain, 1.1 * modified)
        }
        return (
            mode(ToRORdState.ncai, calcium: self[ToRORdState.cai]),
            mode(ToRORdState.ncass, calcium: self[ToRORdState.cass])
        )
    }
}
