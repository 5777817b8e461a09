import Ionics
import Numerics
import Quantities

/// Memory of one block of eight equal cells of a membrane.
final class MembraneRig {
    let membrane: Membrane
    let states: UnsafeMutablePointer<Double8>
    private let parameters: UnsafeMutablePointer<Double8>
    private let stimulus: UnsafeMutablePointer<Double8>
    private let scratch: UnsafeMutablePointer<Double8>

    init(_ membrane: Membrane) {
        func filled(_ values: [Double]) -> UnsafeMutablePointer<Double8> {
            let memory = UnsafeMutablePointer<Double8>.allocate(capacity: max(values.count, 1))
            for (k, value) in values.enumerated() {
                (memory + k).initialize(to: Double8(filling: value))
            }
            return memory
        }
        self.membrane = membrane
        states = filled(membrane.initialState)
        parameters = filled(membrane.card.parameters.map(\.defaultValue))
        stimulus = filled([0])
        scratch = filled(
            [Double](
                repeating: 0,
                count: CellBlocks<Double8>.scratchCount(states: membrane.initialState.count)))
    }

    deinit { for memory in [states, parameters, stimulus, scratch] { memory.deallocate() } }

    var cells: CellBlocks<Double8> {
        CellBlocks(
            count: 1, states: states, parameters: UnsafePointer(parameters), parameterStride: 0,
            stimulus: UnsafePointer(stimulus), scratch: scratch)
    }

    var voltage: Double { states[membrane.voltageIndex][0] }
    var state: [Double] { membrane.initialState.indices.map { states[$0][0] } }

    /// Equal steps from one time to another [ms], with the stimulus from time zero.
    func run(
        from start: Double = 0, to end: Double, dt: Double, table: (any TabulatedMembrane)? = nil
    ) {
        for step in 0..<Int(((end - start) / dt).rounded()) {
            let time = start + (Double(step) + 0.5) * dt
            let pulse = membrane.stimulus
            stimulus[0] = Double8(filling: time < pulse.duration ? pulse.amplitude : 0)
            if let table { table.advance(cells) } else { membrane.kernel.advance(cells, dt: dt) }
        }
    }
}
