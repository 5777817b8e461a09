import Ionics
import Numerics
import Quantities

/// Owns the memory of one block of cells and advances it, for tests.
final class CellRig<L: RealLanes> {
    let model: any IonicModel.Type
    let states: UnsafeMutablePointer<L>
    let parameters: UnsafeMutablePointer<L>
    private let stimulus: UnsafeMutablePointer<L>
    private let scratch: UnsafeMutablePointer<L>
    let count: Int

    /// All lanes at the published initial state and the given parameters.
    init(_ model: any IonicModel.Type, parameters values: [Double]? = nil) {
        self.model = model
        count = model.card.states.count
        states = .allocate(capacity: count)
        for k in 0..<count {
            (states + k).initialize(to: L(filling: model.initialState[k]))
        }
        let values = values ?? model.card.parameters.map(\.defaultValue)
        parameters = .allocate(capacity: values.count)
        for k in values.indices {
            (parameters + k).initialize(to: L(filling: values[k]))
        }
        stimulus = .allocate(capacity: 1)
        stimulus.initialize(to: 0)
        let size = CellBlocks<L>.scratchCount(states: count)
        scratch = .allocate(capacity: size)
        scratch.initialize(repeating: 0, count: size)
    }

    deinit {
        for memory in [states, parameters, stimulus, scratch] { memory.deallocate() }
    }

    var cells: CellBlocks<L> {
        CellBlocks(
            count: 1, states: states, parameters: UnsafePointer(parameters), parameterStride: 0,
            stimulus: UnsafePointer(stimulus), scratch: scratch)
    }

    func stimulate(_ current: Double) { stimulus[0] = L(filling: current) }
}

extension CellRig where L == Double {
    /// Advances to `end` [ms] in equal steps, with the model's stimulus from time zero.
    func run(from start: Double = 0, to end: Double, dt: Double, paced: Bool = true) {
        let steps = Int(((end - start) / dt).rounded())
        for step in 0..<steps {
            let time = start + (Double(step) + 0.5) * dt
            let on = paced && time < model.stimulus.duration
            stimulate(on ? model.stimulus.amplitude : 0)
            model.advance(cells, dt: dt)
        }
    }

    var voltage: Double { states[model.voltageIndex] }
    var state: [Double] { (0..<count).map { states[$0] } }
}

extension CellRig where L == Double8 {
    func run(to end: Double, dt: Double) {
        for step in 0..<Int((end / dt).rounded()) {
            let on = (Double(step) + 0.5) * dt < model.stimulus.duration
            stimulate(on ? model.stimulus.amplitude : 0)
            model.advance(cells, dt: dt)
        }
    }
}
