import Ionics
import Numerics
import Quantities

/// Memory and samples of one block of eight cells while it is recorded.
final class RecordedBlock {
    private(set) var time: [Double] = [0]
    private(set) var voltage: [Double8] = []
    private(set) var calcium: [Double8] = []
    private(set) var currents: [[Double8]]
    /// Names of the currents; empty where the model does not report them.
    let names: [String]

    private let model: Membrane
    private let states: UnsafeMutablePointer<Double8>
    private let parameters: UnsafeMutablePointer<Double8>
    private let stimulus: UnsafeMutablePointer<Double8>
    private let scratch: UnsafeMutablePointer<Double8>
    private let sample: UnsafeMutablePointer<Double8>

    init(_ model: Membrane) {
        func zeros(_ count: Int) -> UnsafeMutablePointer<Double8> {
            let memory = UnsafeMutablePointer<Double8>.allocate(capacity: max(count, 1))
            memory.initialize(repeating: 0, count: max(count, 1))
            return memory
        }
        self.model = model
        names = model.kernel.currentNames
        currents = names.map { _ in [] }
        states = zeros(model.card.states.count)
        parameters = zeros(model.card.parameters.count)
        stimulus = zeros(1)
        scratch = zeros(CellBlocks<Double8>.scratchCount(states: model.card.states.count))
        sample = zeros(names.count)
    }

    deinit {
        for memory in [states, parameters, stimulus, scratch, sample] { memory.deallocate() }
    }

    /// Sets one lane.
    func fill(lane: Int, parameters values: [Double], state: [Double]) {
        for (k, value) in values.enumerated() { parameters[k][lane] = value }
        for (k, value) in state.enumerated() { states[k][lane] = value }
    }

    /// The state of one lane.
    func state(lane: Int) -> [Double] { model.card.states.indices.map { states[$0][lane] } }

    private var cells: CellBlocks<Double8> {
        CellBlocks(
            count: 1, states: states, parameters: UnsafePointer(parameters), parameterStride: 0,
            stimulus: UnsafePointer(stimulus), scratch: scratch)
    }

    /// Steps through the ends of `schedule` and samples each.
    func run(schedule: [Double], stimulus pulse: StimulusPulse) {
        append()
        var before = 0.0
        for end in schedule {
            // A step that the stimulus ends in gets its share of it.
            let share = min(max((pulse.duration - before) / (end - before), 0), 1)
            stimulus[0] = Double8(filling: share * pulse.amplitude)
            model.kernel.advance(cells, dt: end - before)
            time.append(end)
            append()
            before = end
        }
    }

    private func append() {
        voltage.append(states[model.voltageIndex])
        calcium.append(model.calciumIndex.map { states[$0] } ?? 0)
        guard !names.isEmpty else { return }
        model.kernel.currents(cells, into: sample)
        for k in names.indices { currents[k].append(sample[k]) }
    }
}
