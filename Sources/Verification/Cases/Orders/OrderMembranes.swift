package import Ionics
package import Numerics
package import Quantities

/// A membrane of one state, the voltage, for problems whose solution is known.
package protocol OrderMembrane: IonicModel {
    /// The voltage after a step [ms].
    static func stepped<L: RealLanes>(_ v: L, stimulus: L, dt: Double) -> L
}

extension OrderMembrane {
    package static var cellTypes: [CellType] { [CellType(card.identifier)] }
    package static var initialState: [Double] { [0] }
    package static var voltageIndex: Int { 0 }
    package static var calciumIndex: Int? { nil }
    package static var calciumScale: Double { 1 }
    package static var stimulus: StimulusPulse { StimulusPulse(amplitude: 0, duration: 1) }

    package static func advance(_ cells: CellBlocks<Double8>, dt: Double) { advanceAll(cells, dt) }
    package static func advance(_ cells: CellBlocks<Double>, dt: Double) { advanceAll(cells, dt) }

    private static func advanceAll<L: RealLanes>(_ cells: CellBlocks<L>, _ dt: Double) {
        for block in 0..<cells.count {
            cells.states[block] = stepped(
                cells.states[block], stimulus: cells.stimulus[block], dt: dt)
        }
    }
}

/// A membrane without currents: the tissue is a passive conductor.
package enum PassiveMembrane: OrderMembrane {
    package static let card = ModelCard(
        identifier: "passive", summary: "No current", source: "definition", states: ["v"],
        parameters: [])

    package static func stepped<L: RealLanes>(_ v: L, stimulus: L, dt: Double) -> L {
        v + L(filling: dt) * stimulus
    }
}

/// A bistable membrane, whose travelling front is known exactly.
///
/// ```
/// dV/dt = D·V'' + k·V·(V − a)·(1 − V)      V = 1/(1 + exp((x − c·t)/w)),   w = √(2D/k),   c = √(D·k/2)·(1 − 2a)
/// ```
///
/// Source: Murray, *Mathematical Biology I* (2002), section 13.5, doi:10.1007/b98868.
package enum BistableMembrane: OrderMembrane {
    /// k [1/ms].
    static let rate = 10.0
    /// a [1].
    static let threshold = 0.25

    package static let card = ModelCard(
        identifier: "bistable", summary: "Cubic current", source: "Murray 2002", states: ["v"],
        parameters: [])

    /// The midpoint rule, of second order.
    package static func stepped<L: RealLanes>(_ v: L, stimulus: L, dt: Double) -> L {
        let middle = v + L(filling: dt / 2) * slope(v)
        return v + L(filling: dt) * slope(middle)
    }

    private static func slope<L: RealLanes>(_ v: L) -> L {
        L(filling: rate) * v * (v - L(filling: threshold)) * (1 - v)
    }
}
