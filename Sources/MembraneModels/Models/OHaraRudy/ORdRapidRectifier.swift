import Ionics
import Numerics

/// States of the gated IKr of 2011.
enum ORdGatedRapid {
    static let xrf = ORdState.rapid
    static let xrs = ORdState.rapid + 1
}

/// States of the IKr Markov model of CiPA and its binding parameters.
///
/// Open and inactive forms exchange fast, within 0.02 ms in the plateau. The states are therefore the sums
/// `s2 = C2 + IC2` and `so = O + IO`, which change slowly, and the fast members `c1`, `c2`, `o`: the
/// integrator then follows either time scale with steps longer than the fast one.
enum ORdMarkovRapid {
    static let c1 = ORdState.rapid
    static let c2 = ORdState.rapid + 1
    static let o = ORdState.rapid + 2
    static let s2 = ORdState.rapid + 3
    static let so = ORdState.rapid + 4
    static let boundInactive = ORdState.rapid + 5
    static let boundOpen = ORdState.rapid + 6
    static let boundClosed = ORdState.rapid + 7

    static let names = ["c1", "c2", "o", "s2", "so", "bio", "bo", "bc"]

    /// Binding [1/ms], unbinding [1/ms], half trapping voltage [mV], trapping [1/ms].
    static let binding = ORdParameter.binding
    static let unbinding = ORdParameter.binding + 1
    static let trappingVoltage = ORdParameter.binding + 2
    static let trapping = ORdParameter.binding + 3
}

extension ORdContext {
    /// IKr of 2011 [A/F] (supplement, page 11).
    @inline(never)
    func gatedRapidRectifier(into derivative: StateDerivative<L>) -> L {
        let limit = voltage.boltzmann(-8.337, -6.789)
        let fast: L =
            0.3652 * voltage.exponential(31.66, 3.869) + 4.123e-5
            * voltage.exponential(47.78, -20.38)
        let slow: L =
            0.06629 * voltage.exponential(34.70, 7.355)
            + 1.128e-5 * voltage.exponential(29.74, -25.94)
        derivative.gate(ORdGatedRapid.xrf, to: limit, tau: 12.98 + 1 / fast)
        derivative.gate(ORdGatedRapid.xrs, to: limit, tau: 1.865 + 1 / slow)
        let share = voltage.boltzmann(-54.81, 38.21)
        let slowGate = self[ORdGatedRapid.xrs]
        let activation = slowGate + share * (self[ORdGatedRapid.xrf] - slowGate)
        let rectification = voltage.boltzmann(-55, 75) * voltage.boltzmann(10, 30)
        return parameter(ORdParameter.gKr) * potassiumScale * activation * rectification * (v - eK)
    }

    /// IKr of CiPA [A/F]: C1, C2, O and their inactivated forms, and O, IO and C with drug.
    ///
    /// ```
    /// IC1 ⇄ IC2 ⇄ IO ⇄ IO·drug          vertical C1–IC1, C2–IC2, O–IO: inactivation
    /// C1  ⇄ C2  ⇄ O  ⇄ O·drug           IO·drug, O·drug ⇄ C·drug: trapping
    /// ```
    ///
    /// Every rate is `A·exp(B·V)·q^((T − 20 °C)/10)` at T = 37 °C.
    @inline(never)
    func markovRapidRectifier(into derivative: StateDerivative<L>) -> L {
        let rates = HergRates.standard
        let k1 = rates.k1.value(v)
        let k2 = rates.k2.value(v)
        let k3 = rates.k3.value(v)
        let k4 = rates.k4.value(v)
        let k11 = rates.k11.value(v)
        let k21 = rates.k21.value(v)
        let k31 = rates.k31.value(v)
        let k41 = rates.k41.value(v)
        let k51 = rates.k51.value(v)
        let k52 = rates.k52.value(v)
        let k53 = rates.k53.value(v)
        let k61 = rates.k61.value(v)
        let k62 = rates.k62.value(v)
        let k63 = rates.k63.value(v)

        let bindingRate = parameter(ORdMarkovRapid.binding)
        let unbinding = parameter(ORdMarkovRapid.unbinding)
        let trapping = parameter(ORdMarkovRapid.trapping)
        let unbindingInactive = unbinding * k53 / k63
        let release =
            trapping
            / (1 + L.exp((parameter(ORdMarkovRapid.trappingVoltage) - v) * L(filling: 1 / 6.789)))

        let c1 = self[ORdMarkovRapid.c1]
        let c2 = self[ORdMarkovRapid.c2]
        let o = self[ORdMarkovRapid.o]
        let s2 = self[ORdMarkovRapid.s2]
        let so = self[ORdMarkovRapid.so]
        let boundInactive = self[ORdMarkovRapid.boundInactive]
        let boundOpen = self[ORdMarkovRapid.boundOpen]
        let boundClosed = self[ORdMarkovRapid.boundClosed]
        let s1 = 1 - s2 - so - (boundInactive + boundOpen + boundClosed)
        let ic1 = s1 - c1
        let ic2 = s2 - c2
        let io = so - o

        let first = k1 * c1 - k2 * c2
        let second = k31 * c2 - k41 * o
        let firstInactive = k11 * ic1 - k21 * ic2
        let secondInactive = k3 * ic2 - k4 * io
        let bindOpen = bindingRate * o - unbinding * boundOpen
        let bindInactive = bindingRate * io - unbindingInactive * boundInactive
        let freeInactive = release * boundClosed - trapping * boundInactive
        let freeOpen = release * boundClosed - trapping * boundOpen
        derivative.set(
            ORdMarkovRapid.c1, rate: k61 * ic1 - k51 * c1 - first, decay: k61 + k51 + k1)
        derivative.set(
            ORdMarkovRapid.c2, rate: k62 * ic2 - k52 * c2 + first - second,
            decay: k62 + k52 + k2 + k31)
        derivative.set(
            ORdMarkovRapid.o, rate: k63 * io - k53 * o + second - bindOpen,
            decay: k63 + k53 + k41 + bindingRate)
        derivative.set(
            ORdMarkovRapid.s2, rate: first - second + firstInactive - secondInactive,
            decay: k21 + k3)
        derivative.set(
            ORdMarkovRapid.so, rate: second + secondInactive - bindOpen - bindInactive,
            decay: k4 + bindingRate)
        derivative.set(
            ORdMarkovRapid.boundInactive, rate: bindInactive + freeInactive,
            decay: unbindingInactive + trapping)
        derivative.set(
            ORdMarkovRapid.boundOpen, rate: bindOpen + freeOpen, decay: unbinding + trapping)
        derivative.set(
            ORdMarkovRapid.boundClosed, rate: -(freeInactive + freeOpen), decay: 2 * release)
        return parameter(ORdParameter.gKr) * potassiumScale * o * (v - eK)
    }
}
