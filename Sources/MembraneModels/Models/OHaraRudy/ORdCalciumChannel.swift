import Ionics
import Numerics

/// L-type currents of the O'Hara–Rudy family by ion [A/F].
struct ORdChannelCurrents<L: RealLanes> {
    let calcium: L
    let sodium: L
    let potassium: L

    /// All three.
    var total: L {
        @inline(__always) get { calcium + (sodium + potassium) }
    }
}

extension ORdContext {
    /// Calcium, sodium and potassium through the L-type channel (supplement, pages 9–10).
    @inline(never)
    func calciumChannel(into derivative: StateDerivative<L>) -> ORdChannelCurrents<L> {
        let limit = channelGates(into: derivative)
        let jca = self[ORdState.jca]
        let slow = self[ORdState.fs]
        let slowCa = self[ORdState.fcas]
        let fastCaShare = 0.3 + 0.6 * voltage.boltzmann(10, 10)
        let f = slow + 0.6 * (self[ORdState.ff] - slow)
        let fp = slow + 0.6 * (self[ORdState.ffp] - slow)
        let fca = slowCa + fastCaShare * (self[ORdState.fcaf] - slowCa)
        let fcap = slowCa + fastCaShare * (self[ORdState.fcafp] - slowCa)
        derivative.gate(ORdState.jca, to: limit, decay: L(filling: 1.0 / 75))

        // Fraction in the calcium-inactivating mode: k2n = 1000 /ms, Kmn = 0.002 mM.
        let ratio = 1 + 0.002 / self[ORdState.cass]
        let square = ratio * ratio
        let n = self[ORdState.nca]
        derivative.set(
            ORdState.nca, rate: 1000 / (1000 / jca + square * square) - jca * n, decay: jca)

        // Phosphorylated channels pass 1.1 times the current.
        let plain = f + n * (jca * fca - f)
        let modified = 1.1 * (fp + n * (jca * fcap - fp))
        let permeability = parameter(ORdParameter.pCa) * self[ORdState.d] * mix(plain, modified)
        let drive1 = DrivingForce(vfrt, charge: 1)
        let drive2 = DrivingForce(vfrt, charge: 2)
        return ORdChannelCurrents(
            calcium: permeability
                * drive2.flux(
                    inside: self[ORdState.cass], outside: 0.341 * parameter(ORdParameter.cao)),
            sodium: L(filling: 0.00125 * 0.75) * permeability
                * drive1.flux(inside: self[ORdState.nass], outside: parameter(ORdParameter.nao)),
            potassium: L(filling: 3.574e-4 * 0.75) * permeability
                * drive1.flux(inside: self[ORdState.kss], outside: parameter(ORdParameter.ko)))
    }

    /// Activation, voltage- and calcium-dependent inactivation; returns the limit of the latter.
    @inline(__always)
    private func channelGates(into derivative: StateDerivative<L>) -> L {
        let tauD: L = 0.6 + 1 / (L.exp(-0.05 * (v + 6)) + L.exp(0.09 * (v + 14)))
        derivative.gate(ORdState.d, to: voltage.boltzmann(-3.94, -4.23), tau: tauD)
        let limit = voltage.boltzmann(-19.58, 3.696)
        /// 1/τ for τ = floor + 1/(rate·(e₁ + e₂)).
        func decay(_ floor: L, _ rate: L, _ first: L, _ second: L) -> L {
            let varying: L = 1 / (rate * (first + second))
            return 1 / (floor + varying)
        }
        let decayFF = decay(
            7, 0.0045, voltage.exponential(-20, -10), voltage.exponential(-20, 10))
        let decayFS = decay(
            1000, 3.5e-5, voltage.exponential(-5, -4), voltage.exponential(-5, 6))
        let decayCaF = decay(7, 0.04, voltage.exponential(4, -7), voltage.exponential(4, 7))
        let decayCaS = decay(
            100, 0.00012, voltage.exponential(0, -3), voltage.exponential(0, 7))
        derivative.gate(ORdState.ff, to: limit, decay: decayFF)
        derivative.gate(ORdState.ffp, to: limit, decay: decayFF * 0.4)
        derivative.gate(ORdState.fs, to: limit, decay: decayFS)
        derivative.gate(ORdState.fcaf, to: limit, decay: decayCaF)
        derivative.gate(ORdState.fcafp, to: limit, decay: decayCaF * 0.4)
        derivative.gate(ORdState.fcas, to: limit, decay: decayCaS)
        return limit
    }
}
