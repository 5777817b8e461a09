import Numerics
import Quantities

/// The blocks of eight that ``PacedSteadyState`` paces.
struct PacedBlocks: Sendable {
    let model: Membrane
    let cells: [CellType]
    let parameters: [[Double]]
    let initial: [[Double]]
    let pulse: StimulusPulse
    let cycleLength: Double
    let beats: Int
    let control: PacingStepControl

    /// Paces all blocks and measures the last beat.
    func run() throws(IonicsError) -> [PacedSteadyState] { try forEachBlock(pace) }

    /// Paces all blocks without measuring; states at the end.
    func settle() throws(IonicsError) -> [[Double]] { try forEachBlock(settle) }

    /// Runs all blocks; the error of the first failing block, if any.
    private func forEachBlock<Value: Sendable>(
        _ work: @Sendable (Range<Int>) throws(IonicsError) -> [Value]
    ) throws(IonicsError) -> [Value] {
        typealias Outcome = Result<[Value], IonicsError>
        let chunks = Parallel.chunkCount(count: cells.count, grain: 8)
        let memory = UnsafeMutableBufferPointer<Outcome>.allocate(capacity: chunks)
        memory.initialize(repeating: .success([]))
        defer {
            memory.deinitialize()
            memory.deallocate()
        }
        // Every chunk writes its own slot and nothing else.
        nonisolated(unsafe) let outcomes = memory
        Parallel.forEachChunk(count: cells.count, grain: 8) { chunk, range in
            do throws(IonicsError) {
                outcomes[chunk] = .success(try work(range))
            } catch {
                outcomes[chunk] = .failure(error)
            }
        }
        var all: [Value] = []
        for outcome in memory { all += try outcome.get() }
        return all
    }

    /// Paces one block for a number of beats.
    private func pacer(
        _ range: Range<Int>, beats: Int
    ) throws(IonicsError) -> BlockPacer {
        var pacer = BlockPacer(
            model: model, parameters: Array(parameters[range]), initial: Array(initial[range]),
            stimulus: pulse, cycleLength: cycleLength, control: control)
        for beat in 0..<beats {
            pacer.beat { _, _, _ in }
            try check(pacer, range, beat: beat)
        }
        return pacer
    }

    /// Paces one block; states at the end.
    private func settle(_ range: Range<Int>) throws(IonicsError) -> [[Double]] {
        let pacer = try pacer(range, beats: beats)
        return (0..<range.count).map { pacer.state(lane: $0) }
    }

    /// Paces one block and measures its last two beats.
    private func pace(_ range: Range<Int>) throws(IonicsError) -> [PacedSteadyState] {
        var pacer = try pacer(range, beats: beats - 2)
        var previous = RecordedBeat()
        pacer.beat { previous.append($0, $1, $2) }
        var last = RecordedBeat()
        pacer.beat { last.append($0, $1, $2) }
        try check(pacer, range, beat: beats - 1)
        var results: [PacedSteadyState] = []
        for (lane, index) in range.enumerated() {
            guard let before = previous.actionPotential(lane, scale: model.calciumScale),
                let shape = last.actionPotential(lane, scale: model.calciumScale)
            else {
                throw .noActionPotential(
                    model: model.card.identifier, cell: cells[index].name,
                    cycleLength: cycleLength)
            }
            let amplitude = shape.calciumMaximum - shape.calciumMinimum
            let amplitudeBefore = before.calciumMaximum - before.calciumMinimum
            results.append(
                PacedSteadyState(
                    cell: cells[index],
                    template: last.template(
                        lane, cycleLength: cycleLength, activation: shape.upstrokeTime,
                        scale: model.calciumScale),
                    actionPotential: shape,
                    change: BeatChange(
                        apd90: shape.apd90 - before.apd90,
                        calciumAmplitude: model.calciumIndex == nil
                            ? 0 : amplitude / amplitudeBefore - 1),
                    finalState: pacer.state(lane: lane)))
        }
        return results
    }

    private typealias BeatChange = PacedSteadyState.BeatChange

    /// Throws when a state left the finite numbers in a beat, counted from zero.
    private func check(_ pacer: BlockPacer, _ range: Range<Int>, beat: Int) throws(IonicsError) {
        let time = Double(beat) * cycleLength + (pacer.failureTime ?? cycleLength)
        for lane in 0..<range.count {
            let state = pacer.state(lane: lane)
            if let bad = state.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(
                    model: model.card.identifier, state: model.card.states[bad], time: time)
            }
        }
    }
}

/// Voltage and calcium of a block at every step of one beat.
struct RecordedBeat {
    private var time: [Double] = []
    private var voltage: [Double8] = []
    private var calcium: [Double8] = []

    mutating func append(_ time: Double, _ voltage: Double8, _ calcium: Double8) {
        self.time.append(time)
        self.voltage.append(voltage)
        self.calcium.append(calcium)
    }

    /// Shape of one lane's beat; calcium becomes µM by `scale`.
    func actionPotential(_ lane: Int, scale: Double) -> ActionPotential? {
        ActionPotential(
            time: time, voltage: voltage.map { $0[lane] }, calcium: calcium.map { scale * $0[lane] }
        )
    }

    /// The beat from its activation on, the part before the activation moved to the end.
    func template(
        _ lane: Int, cycleLength: Double, activation: Double, scale: Double
    ) -> MembraneTemplate {
        let step = BlockPacer.sampleStep
        let count = Int((cycleLength / step).rounded(.up))
        var voltages: [Double] = []
        var calciums: [Double] = []
        for i in 0..<count {
            let shifted = activation + Double(i) * step
            let at = shifted < cycleLength ? shifted : shifted - cycleLength
            let after = time.partitioningIndex { $0 > at }
            let upper = min(max(after, 1), time.count - 1)
            let part = (at - time[upper - 1]) / (time[upper] - time[upper - 1])
            func value(_ values: [Double8]) -> Double {
                values[upper - 1][lane] + part * (values[upper][lane] - values[upper - 1][lane])
            }
            voltages.append(value(voltage))
            calciums.append(scale * value(calcium))
        }
        return MembraneTemplate(
            cycleLength: cycleLength, sampleStep: step, voltage: voltages, calcium: calciums)
    }
}

extension Array {
    /// First index from which on `belongs` holds, by bisection; the array must be partitioned by it.
    func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
