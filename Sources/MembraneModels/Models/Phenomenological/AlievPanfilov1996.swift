import Ionics
import Numerics
import Quantities

/// Aliev and Panfilov 1996: cubic excitation with a slow recovery variable.
///
/// ```
/// du/dτ = −k·u·(u − a)·(u − 1) − u·r
/// dr/dτ = (ε + μ1·r/(u + μ2))·(−r − k·u·(u − a − 1)),     V = −80 + 100·u [mV],  t = 12.9·τ [ms]
/// ```
///
/// Source: Aliev, Panfilov, *Chaos Solitons Fractals* 7 (1996) 293–301,
/// doi:10.1016/0960-0779(95)00089-5; constants as in the public package pigreads 1.0.0.
enum AlievPanfilov1996: MembraneEquations {
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 0.0

    /// About twice the threshold of a 1 ms pulse; assumed.
    static let stimulus = StimulusPulse(amplitude: 30, duration: 1)

    static let cellTypes = [CellType("generic")]

    private static let source = "Aliev & Panfilov 1996, doi:10.1016/0960-0779(95)00089-5"

    static let card = ModelCard(
        identifier: "aliev-panfilov-1996",
        summary: "Excitation and recovery of Aliev and Panfilov, two states, no ions",
        source: "Aliev & Panfilov, Chaos Solitons Fractals 7 (1996) 293-301, "
            + "doi:10.1016/0960-0779(95)00089-5",
        states: ["v", "r"],
        parameters: [
            PhenomenologicalCards.constant("k", "Rate of excitation", unit: "1", 8, source: source),
            PhenomenologicalCards.threshold("a", "Threshold of excitation", 0.15, source: source),
            PhenomenologicalCards.constant(
                "epsilon", "Rate of recovery at rest", unit: "1", 0.002, source: source),
            PhenomenologicalCards.constant(
                "mu1", "Restitution of recovery", unit: "1", 0.2, source: source),
            PhenomenologicalCards.constant(
                "mu2", "Voltage offset of restitution", unit: "1", 0.3, source: source),
            PhenomenologicalCards.constant(
                "timeScale", "Duration of the unit of time", unit: "ms", 12.9, source: source),
        ])

    static let initialState: [Double] = [-80, 0]

    static func evaluate<L: RealLanes>(
        _ state: UnsafePointer<L>, _ parameters: UnsafePointer<L>, stimulus: L,
        into derivative: StateDerivative<L>
    ) {
        let u = (state[0] + 80) * 0.01
        let r = state[1]
        let k = parameters[0]
        let a = parameters[1]
        let perTime = 1 / parameters[5]
        let excitation = k * u * (u - a) * (1 - u) - u * r
        derivative.set(0, rate: 100 * perTime * excitation + stimulus)
        let speed = (parameters[2] + parameters[3] * r / (u + parameters[4])) * perTime
        derivative.set(1, rate: -(speed * (r + k * u * (u - a - 1))))
    }
}
