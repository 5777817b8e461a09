import Ionics
import Numerics
import Quantities

/// Bueno-Orovio, Cherry, Fenton 2008: minimal model of the human ventricular action potential.
///
/// ```
/// du/dt = −Jfi − Jso − Jsi,   V = −84 + 85.7·u [mV],   H(x) = 1 for x ≥ 0, else 0
/// Jfi = −v·H(u − θv)(u − θv)(uu − u)/τfi
/// Jso = (u − uo)(1 − H(u − θw))/τo + H(u − θw)/τso,   Jsi = −H(u − θw)·w·s/τsi
/// dv/dt = (1 − H(u − θv))(v∞ − v)/τv⁻ − H(u − θv)·v/τv⁺
/// dw/dt = (1 − H(u − θw))(w∞ − w)/τw⁻ − H(u − θw)·w/τw⁺
/// ds/dt = ((1 + tanh ks(u − us))/2 − s)/τs
/// ```
///
/// Source: Bueno-Orovio, Cherry, Fenton, *J. Theor. Biol.* 253 (2008) 544–560,
/// doi:10.1016/j.jtbi.2008.03.029, table 1; constants as in the public packages pigreads 1.0.0 and
/// caledezma/mv_model.
enum BuenoOrovio2008: MembraneEquations {
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 0.0

    /// Rates jump at thresholds, which steps cross at some distance; what the mid cell's slow gate makes
    /// of it is the largest error of all models.
    static let pacingRefinement = 40.0

    /// About twice the threshold of a 1 ms pulse; assumed.
    static let stimulus = StimulusPulse(amplitude: 50, duration: 1)

    static let initialState: [Double] = [-84, 1, 1, 0]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        func p(_ parameter: BuenoOrovioParameter) -> L { parameters[parameter.rawValue] }
        let u = (state[0] + 84) * L(filling: 1 / 85.7)
        let thetaV = p(.thetaV)
        let thetaW = p(.thetaW)
        let thetaO = p(.thetaO)
        /// low + (high − low)·½(1 + tanh k(u − half)).
        func between(_ low: L, _ high: L, _ k: L, _ half: L) -> L {
            low + (high - low) / (1 + L.exp(-2 * k * (u - half)))
        }
        let fast = state[1] * (u - thetaV) * (p(.uU) - u) / p(.tauFi)
        let tauSo = between(p(.tauSo1), p(.tauSo2), p(.kSo), p(.uSo))
        let tauO = L.select(u, below: thetaO, p(.tauO1), p(.tauO2))
        let slow = state[2] * state[3] / p(.tauSi) - 1 / tauSo
        let current =
            L.select(u, below: thetaV, 0, fast)
            + L.select(u, below: thetaW, (p(.uO) - u) / tauO, slow)
        derivative.set(
            0, rate: L(filling: 85.7) * current + stimulus,
            decay: L.select(u, below: thetaW, 1 / tauO, 0))

        let isResting = L.select(u, below: p(.thetaVMinus), 1, 0)
        let tauVMinus = L.select(u, below: p(.thetaVMinus), p(.tauV1), p(.tauV2))
        derivative.gate(
            1, to: L.select(u, below: thetaV, isResting, 0),
            tau: L.select(u, below: thetaV, tauVMinus, p(.tauVPlus)))
        let limit = L.select(u, below: thetaO, 1 - u / p(.tauWInf), p(.wInf))
        let tauWMinus = between(p(.tauW1), p(.tauW2), p(.kW), p(.uW))
        derivative.gate(
            2, to: L.select(u, below: thetaW, limit, 0),
            tau: L.select(u, below: thetaW, tauWMinus, p(.tauWPlus)))
        derivative.gate(
            3, to: between(0, 1, p(.kS), p(.uS)),
            tau: L.select(u, below: thetaW, p(.tauS1), p(.tauS2)))
    }
}
