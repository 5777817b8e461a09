public import Ionics
import Numerics
import Quantities

/// One cycle of up to eight cells, sampled finely, with the currents of models that tell them apart.
///
/// Steps are 0.01 ms over the first 20 ms, where the upstroke is, and 0.1 ms after; every step is a sample.
public struct RecordedCells: Sendable {
    /// Times since the stimulus [ms].
    public let time: [Double]
    /// Voltage [mV] of each cell.
    public let voltage: [[Double]]
    /// Free calcium [µM] of each cell; zero in models without calcium.
    public let calcium: [[Double]]
    /// Currents [A/F] of each cell by name; empty where the model does not report them.
    public let currents: [[String: [Double]]]
    /// States of each cell at the end of the cycle.
    public let finalStates: [[Double]]

    /// Step near the upstroke and elsewhere [ms], and where the first ends [ms].
    private static let fineStep = 0.01
    private static let step = 0.1
    private static let fineSpan = 20.0

    /// Records one cycle that begins with the stimulus.
    ///
    /// - Parameter cells: one to eight cells of the model.
    /// - Parameter states: their states before the stimulus.
    /// - Throws: `IonicsError` for bad parameters or a state that is not finite.
    public init(
        _ model: any IonicModel.Type, cells: [CellType], states: [[Double]], cycleLength: Double,
        stimulus: StimulusPulse? = nil
    ) throws(IonicsError) {
        try self.init(
            Membrane(model), cells: cells, states: states, cycleLength: cycleLength,
            stimulus: stimulus)
    }

    /// The same for any membrane model.
    ///
    /// - Throws: `IonicsError`.
    public init(
        _ model: Membrane, cells: [CellType], states: [[Double]], cycleLength: Double,
        stimulus: StimulusPulse? = nil
    ) throws(IonicsError) {
        precondition((1...8).contains(cells.count) && states.count == cells.count)
        let block = RecordedBlock(model)
        for lane in 0..<8 {
            let cell = min(lane, cells.count - 1)
            do {
                block.fill(
                    lane: lane, parameters: try model.card.values(cells[cell].parameters),
                    state: states[cell])
            } catch {
                throw .parameter(error)
            }
        }
        block.run(
            schedule: Self.schedule(cycleLength), stimulus: stimulus ?? model.stimulus)
        time = block.time
        voltage = cells.indices.map { lane in block.voltage.map { $0[lane] } }
        let scale = model.calciumScale
        calcium = cells.indices.map { lane in block.calcium.map { scale * $0[lane] } }
        let names = block.names
        currents = cells.indices.map { lane in
            Dictionary(
                uniqueKeysWithValues: names.enumerated().map { index, name in
                    (name, block.currents[index].map { $0[lane] })
                })
        }
        finalStates = cells.indices.map { block.state(lane: $0) }
        for state in finalStates {
            if let bad = state.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(
                    model: model.card.identifier, state: model.card.states[bad], time: cycleLength)
            }
        }
    }

    /// Ends of the steps.
    private static func schedule(_ cycleLength: Double) -> [Double] {
        let span = min(fineSpan, cycleLength)
        let fine = Int((span / fineStep).rounded(.up))
        var times = (1...fine).map { span * Double($0) / Double(fine) }
        if cycleLength > span {
            let coarse = Int(((cycleLength - span) / step).rounded(.up))
            times += (1...coarse).map { span + (cycleLength - span) * Double($0) / Double(coarse) }
        }
        return times
    }

    /// Shape of one cell's beat; nil without a complete action potential.
    public func actionPotential(_ cell: Int) -> ActionPotential? {
        ActionPotential(time: time, voltage: voltage[cell], calcium: calcium[cell])
    }

    /// Charge that currents carry over the cycle [µC/µF], by the trapezoidal rule.
    public func charge(_ cell: Int, of names: [String]) -> Double {
        var sum = 0.0
        for name in names {
            guard let values = currents[cell][name] else { continue }
            for k in 1..<time.count {
                sum += (values[k] + values[k - 1]) / 2 * (time[k] - time[k - 1])
            }
        }
        // A/F·ms = nC/µF.
        return sum * 1e-3
    }
}
