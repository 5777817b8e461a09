import Ionics
import Numerics
import Quantities

/// Fenton and Karma 1998: fast inward, slow inward and slow outward current.
///
/// ```
/// du/dt = −Jfi − Jso − Jsi,   p = 1 for u ≥ uc, else 0,   V = −85 + 100·u [mV]
/// Jfi = −v·p·(1 − u)·(u − uc)/τd,   Jso = u·(1 − p)/τ0 + p/τr,   Jsi = −w·(1 + tanh k(u − ucsi))/(2τsi)
/// dv/dt = (1 − p)(1 − v)/τv⁻ − p·v/τv⁺,   τv⁻ = τv1 for u ≥ uv, else τv2
/// dw/dt = (1 − p)(1 − w)/τw⁻ − p·w/τw⁺
/// ```
///
/// Parameter sets: modified Beeler–Reuter (mbr), Beeler–Reuter (br), Luo–Rudy I (mlr1), guinea pig (gp).
///
/// Source: Fenton, Karma, *Chaos* 8 (1998) 20–47, doi:10.1063/1.166311, table I; constants as in the
/// public package pigreads 1.0.0 (τr and τsi of br from its set 3 of Fenton et al. 2002,
/// doi:10.1063/1.1504242).
enum FentonKarma1998: MembraneEquations {
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 0.0

    /// Rates jump at thresholds, which steps cross at some distance.
    static let pacingRefinement = 10.0

    /// About twice the threshold of a 1 ms pulse; assumed.
    static let stimulus = StimulusPulse(amplitude: 30, duration: 1)

    static let cellTypes = [
        CellType("mbr"),
        CellType(
            "br",
            parameters: [
                "tauR": 33.33, "tauSi": 29, "tau0": 12.5, "tauV1": 1250, "tauV2": 19.6,
                "tauWPlus": 870, "tauWMinus": 41, "uV": 0.04,
            ]),
        CellType(
            "mlr1",
            parameters: [
                "tauD": 0.172, "tauR": 130, "tauSi": 127, "tau0": 12.5, "tauVPlus": 10,
                "tauV1": 18.2, "tauV2": 18.2, "tauWPlus": 1020, "tauWMinus": 80, "uV": 0,
            ]),
        CellType(
            "gp",
            parameters: [
                "tauD": 0.115, "tauR": 25, "tauSi": 22, "tau0": 12.5, "tauVPlus": 10,
                "tauV1": 333, "tauV2": 40, "tauWPlus": 1000, "tauWMinus": 65, "uV": 0.025,
            ]),
    ]

    private static let source = "Fenton & Karma 1998, doi:10.1063/1.166311, table I"

    /// Positions of the parameters.
    private enum Index {
        static let tauD = 0
        static let tauR = 1
        static let tauSi = 2
        static let tau0 = 3
        static let tauVPlus = 4
        static let tauV1 = 5
        static let tauV2 = 6
        static let tauWPlus = 7
        static let tauWMinus = 8
        static let uC = 9
        static let uV = 10
        static let uCsi = 11
        static let k = 12
    }

    private static func time(_ name: String, _ summary: String, _ value: Double) -> ParameterCard {
        // Wide enough for the four parameter sets.
        ParameterCard(
            name, summary, unit: "ms", default: value, range: value / 100...100 * value,
            source: source)
    }

    static let card = ModelCard(
        identifier: "fenton-karma-1998",
        summary: "Three currents of Fenton and Karma (mbr, br, mlr1, gp), three states, no ions",
        source: "Fenton & Karma, Chaos 8 (1998) 20-47, doi:10.1063/1.166311",
        states: ["v", "fast", "slow"],
        parameters: [
            time("tauD", "Time constant of the fast inward current", 0.25),
            time("tauR", "Time constant of the outward current, excited", 50),
            time("tauSi", "Time constant of the slow inward current", 45),
            time("tau0", "Time constant of the outward current, at rest", 8.3),
            time("tauVPlus", "Closing of the fast gate", 3.33),
            time("tauV1", "Opening of the fast gate above uV", 1000),
            time("tauV2", "Opening of the fast gate below uV", 19.2),
            time("tauWPlus", "Closing of the slow gate", 667),
            time("tauWMinus", "Opening of the slow gate", 11),
            PhenomenologicalCards.threshold("uC", "Threshold of excitation", 0.13, source: source),
            PhenomenologicalCards.threshold(
                "uV", "Voltage at which opening slows down", 0.055, source: source),
            PhenomenologicalCards.threshold(
                "uCsi", "Half voltage of the slow inward current", 0.85, source: source),
            PhenomenologicalCards.constant(
                "k", "Steepness of the slow inward current", unit: "1", 10, source: source),
        ])

    static let initialState: [Double] = [-85, 1, 1]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let u = (state[0] + 85) * 0.01
        let uC = parameters[Index.uC]
        let fast = state[1] * (1 - u) * (u - uC) / parameters[Index.tauD]
        // ½·(1 + tanh x) = 1/(1 + e⁻²ˣ).
        let share = 1 / (1 + L.exp(-2 * parameters[Index.k] * (u - parameters[Index.uCsi])))
        let slow = state[2] * share / parameters[Index.tauSi]
        let rest = 1 / parameters[Index.tau0]
        let excited = fast - 1 / parameters[Index.tauR]
        let current = L.select(u, below: uC, -(u * rest), excited) + slow
        derivative.set(
            0, rate: 100 * current + stimulus, decay: L.select(u, below: uC, rest, 0))
        let open = L.select(u, below: uC, 1, 0)
        let tauVMinus = L.select(
            u, below: parameters[Index.uV], parameters[Index.tauV2], parameters[Index.tauV1])
        derivative.gate(
            1, to: open, tau: L.select(u, below: uC, tauVMinus, parameters[Index.tauVPlus]))
        derivative.gate(
            2, to: open,
            tau: L.select(u, below: uC, parameters[Index.tauWMinus], parameters[Index.tauWPlus]))
    }
}
