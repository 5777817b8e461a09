import Ionics
import Numerics
import Quantities

/// A membrane without currents: the tissue is a passive conductor.
enum PassiveMembrane: IonicModel {
    static let card = ModelCard(
        identifier: "passive", summary: "No current", source: "definition", states: ["v"],
        parameters: [])
    static let cellTypes = [CellType("passive")]
    static let initialState = [0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 1.0
    static let stimulus = StimulusPulse(amplitude: 0, duration: 1)

    static func advance(_ cells: CellBlocks<Double8>, dt: Double) { advanceAll(cells, dt) }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) { advanceAll(cells, dt) }

    private static func advanceAll<L: RealLanes>(_ cells: CellBlocks<L>, _ dt: Double) {
        for block in 0..<cells.count {
            cells.states[block] = cells.states[block] + L(filling: dt) * cells.stimulus[block]
        }
    }
}

/// A bistable membrane, whose travelling front is known exactly.
///
/// ```
/// dV/dt = D·V'' + k·V·(V − a)·(1 − V)      V = 1/(1 + exp((x − c·t)/w)),   w = √(2D/k),   c = √(D·k/2)·(1 − 2a)
/// ```
///
/// Source: Murray, *Mathematical Biology I* (2002), section 13.5, doi:10.1007/b98868.
enum BistableMembrane: IonicModel {
    /// k [1/ms].
    static let rate = 10.0
    /// a [1].
    static let threshold = 0.25

    static let card = ModelCard(
        identifier: "bistable", summary: "Cubic current", source: "Murray 2002", states: ["v"],
        parameters: [])
    static let cellTypes = [CellType("bistable")]
    static let initialState = [0.0]
    static let voltageIndex = 0
    static let calciumIndex: Int? = nil
    static let calciumScale = 1.0
    static let stimulus = StimulusPulse(amplitude: 0, duration: 1)

    static func advance(_ cells: CellBlocks<Double8>, dt: Double) { advanceAll(cells, dt) }
    static func advance(_ cells: CellBlocks<Double>, dt: Double) { advanceAll(cells, dt) }

    /// The midpoint rule, of second order.
    private static func advanceAll<L: RealLanes>(_ cells: CellBlocks<L>, _ dt: Double) {
        for block in 0..<cells.count {
            let v = cells.states[block]
            let middle = v + L(filling: dt / 2) * slope(v)
            cells.states[block] = v + L(filling: dt) * slope(middle)
        }
    }

    private static func slope<L: RealLanes>(_ v: L) -> L {
        L(filling: rate) * v * (v - L(filling: threshold)) * (1 - v)
    }
}
