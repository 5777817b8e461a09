import Ionics
import Numerics
import Quantities

/// Mitchell and Schaeffer 2003: one inward and one outward current.
///
/// ```
/// du/dt = h·u²·(1 − u)/τin − u/τout
/// dh/dt = (1 − h)/τopen  for u < ugate,   −h/τclose  otherwise,        V = −80 + 100·u [mV]
/// ```
///
/// Differs from the source: the scale of the voltage is assumed (the paper gives none).
///
/// Source: Mitchell, Schaeffer, *Bull. Math. Biol.* 65 (2003) 767–793,
/// doi:10.1016/S0092-8240(03)00041-7; constants as in the public package pigreads 1.0.0.
enum MitchellSchaeffer2003: MembraneEquations {
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 0.0

    /// Rates jump at thresholds, which steps cross at some distance.
    static let pacingRefinement = 10.0

    /// About twice the threshold of a 1 ms pulse; assumed.
    static let stimulus = StimulusPulse(amplitude: 30, duration: 1)

    static let cellTypes = [CellType("generic")]

    private static let source = "Mitchell & Schaeffer 2003, doi:10.1016/S0092-8240(03)00041-7"

    static let card = ModelCard(
        identifier: "mitchell-schaeffer-2003",
        summary: "Two currents of Mitchell and Schaeffer, two states, no ions",
        source: "Mitchell & Schaeffer, Bull. Math. Biol. 65 (2003) 767-793, "
            + "doi:10.1016/S0092-8240(03)00041-7",
        states: ["v", "h"],
        parameters: [
            PhenomenologicalCards.constant(
                "tauIn", "Time constant of depolarisation", unit: "ms", 0.3, source: source),
            PhenomenologicalCards.constant(
                "tauOut", "Time constant of repolarisation", unit: "ms", 6, source: source),
            PhenomenologicalCards.constant(
                "tauOpen", "Time constant of opening of the gate", unit: "ms", 120, source: source),
            PhenomenologicalCards.constant(
                "tauClose", "Time constant of closing of the gate", unit: "ms", 150, source: source),
            PhenomenologicalCards.threshold(
                "uGate", "Voltage at which the gate turns", 0.13, source: source),
        ])

    static let initialState: [Double] = [-80, 1]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let u = (state[0] + 80) * 0.01
        let decay = 1 / parameters[1]
        let inward = state[1] * (u * u) * (1 - u) / parameters[0]
        derivative.set(0, rate: 100 * (inward - u * decay) + stimulus, decay: decay)
        derivative.gate(
            1, to: L.select(u, below: parameters[4], 1, 0),
            tau: L.select(u, below: parameters[4], parameters[2], parameters[3]))
    }
}
