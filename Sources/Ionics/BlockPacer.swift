import Numerics
import Quantities

/// Paces one block of eight cells of a model with a step that follows the fastest of them.
///
/// The cycle is cut into intervals of at most ``sampleStep``, with a cut where the stimulus ends. An
/// interval is divided into equal steps so that no cell moves further than ``PacingStepControl`` allows
/// in one of them; where the guess from the interval before was too coarse, the interval is repeated.
struct BlockPacer {
    /// Interval between the samples that are kept [ms].
    static var sampleStep: Double { 1 }

    let model: Membrane
    let stimulus: StimulusPulse
    let cycleLength: Double
    let control: PacingStepControl
    private let states: Int
    private let memory: PacerMemory
    /// Aimed-at changes per ms in the latest step.
    private var speed = 0.0

    /// - Parameter parameters: values of every cell in card order; eight cells at most, the last one
    ///   fills the remaining lanes. `initial` likewise.
    init(
        model: Membrane, parameters: [[Double]], initial: [[Double]],
        stimulus: StimulusPulse, cycleLength: Double, control: PacingStepControl
    ) {
        self.model = model
        self.stimulus = stimulus
        self.cycleLength = cycleLength
        self.control = control
        states = model.card.states.count
        memory = PacerMemory(states: states, parameters: model.card.parameters.count)
        for lane in 0..<8 {
            let cell = min(lane, parameters.count - 1)
            for (k, value) in parameters[cell].enumerated() { memory.parameters[k][lane] = value }
            for (k, value) in initial[cell].enumerated() { memory.state[k][lane] = value }
        }
    }

    /// End of the first interval of the cycle after which a state was not finite [ms].
    private(set) var failureTime: Double?

    /// The state of one cell.
    func state(lane: Int) -> [Double] { (0..<states).map { memory.state[$0][lane] } }

    /// Voltage and calcium of all lanes now; calcium is zero in models without it.
    var voltage: Double8 { memory.state[model.voltageIndex] }
    var calcium: Double8 {
        if let index = model.calciumIndex { memory.state[index] } else { 0 }
    }

    /// Paces one cycle, which begins with the stimulus; `record` sees the end of every step.
    mutating func beat(_ record: (_ time: Double, _ voltage: Double8, _ calcium: Double8) -> Void) {
        record(0, voltage, calcium)
        failureTime = nil
        speed = stimulus.amplitude / control.voltageStep
        var start = 0.0
        var sample = 1
        while start < cycleLength {
            var end = min(Double(sample) * Self.sampleStep, cycleLength)
            if start < stimulus.duration, end > stimulus.duration { end = stimulus.duration }
            let on = start < stimulus.duration
            interval(from: start, to: end, current: on ? stimulus.amplitude : 0, record)
            if failureTime == nil, !memory.isFinite { failureTime = end }
            if end >= Double(sample) * Self.sampleStep { sample += 1 }
            start = end
        }
    }

    /// Crosses one interval, again with more steps while one of them moved the voltage too far.
    private mutating func interval(
        from start: Double, to end: Double, current: Double,
        _ record: (Double, Double8, Double8) -> Void
    ) {
        let length = end - start
        memory.stimulus[0] = Double8(filling: current)
        memory.save()
        var steps = control.steps(length: length, speed: speed)
        while true {
            let dt = length / Double(steps)
            let moved = cross(steps, dt)
            speed = moved / dt
            if moved <= 2 || dt <= control.shortest { break }
            steps = max(2 * steps, control.steps(length: length, speed: speed))
            memory.restore()
        }
        for k in 0..<steps {
            let time = k + 1 == steps ? end : start + length * Double(k + 1) / Double(steps)
            record(time, memory.trace[2 * k], memory.trace[2 * k + 1])
        }
    }

    /// Takes the steps, keeps their voltage and calcium, returns the largest change of a cell in one
    /// step, in aimed-at changes.
    private func cross(_ steps: Int, _ dt: Double) -> Double {
        memory.reserve(steps)
        let cells = memory.cells
        let kernel = model.kernel
        let perVoltage = Double8(filling: 1 / control.voltageStep)
        let perCalcium = Double8(filling: model.calciumScale / control.calciumStep)
        var largest = Double8(filling: 0)
        var voltageBefore = voltage
        var calciumBefore = calcium
        for k in 0..<steps {
            kernel.advance(cells, dt: dt)
            let voltageAfter = voltage
            let calciumAfter = calcium
            let byVoltage = (voltageAfter - voltageBefore) * perVoltage
            let byCalcium = (calciumAfter - calciumBefore) * perCalcium
            largest = Double8.larger(largest, Double8.larger(byVoltage, -byVoltage))
            largest = Double8.larger(largest, Double8.larger(byCalcium, -byCalcium))
            memory.trace[2 * k] = voltageAfter
            memory.trace[2 * k + 1] = calciumAfter
            voltageBefore = voltageAfter
            calciumBefore = calciumAfter
        }
        return largest.lanes.max()
    }
}

/// Storage of one paced block.
final class PacerMemory {
    let state: UnsafeMutablePointer<Double8>
    let parameters: UnsafeMutablePointer<Double8>
    let stimulus: UnsafeMutablePointer<Double8>
    private(set) var trace: UnsafeMutablePointer<Double8>
    private let saved: UnsafeMutablePointer<Double8>
    private let scratch: UnsafeMutablePointer<Double8>
    private let states: Int
    private var traceSteps = 64

    init(states: Int, parameters: Int) {
        func zeros(_ count: Int) -> UnsafeMutablePointer<Double8> {
            let memory = UnsafeMutablePointer<Double8>.allocate(capacity: count)
            memory.initialize(repeating: 0, count: count)
            return memory
        }
        self.states = states
        state = zeros(states)
        saved = zeros(states)
        self.parameters = zeros(parameters)
        stimulus = zeros(1)
        scratch = zeros(CellBlocks<Double8>.scratchCount(states: states))
        trace = zeros(2 * traceSteps)
    }

    deinit {
        for memory in [state, saved, parameters, stimulus, scratch, trace] { memory.deallocate() }
    }

    /// The block as the model sees it.
    var cells: CellBlocks<Double8> {
        CellBlocks(
            count: 1, states: state, parameters: UnsafePointer(parameters), parameterStride: 0,
            stimulus: UnsafePointer(stimulus), scratch: scratch)
    }

    /// False where a state of a lane is infinite or NaN.
    var isFinite: Bool {
        // x − x is zero for finite x only.
        var sum = Double8(filling: 0)
        for k in 0..<states { sum = sum + (state[k] - state[k]) }
        return sum.lanes == SIMD8(repeating: 0)
    }

    func save() { saved.update(from: state, count: states) }
    func restore() { state.update(from: saved, count: states) }

    /// Makes room for the trace of an interval of `steps`.
    func reserve(_ steps: Int) {
        guard steps > traceSteps else { return }
        trace.deallocate()
        traceSteps = steps
        trace = .allocate(capacity: 2 * steps)
        trace.initialize(repeating: 0, count: 2 * steps)
    }
}
