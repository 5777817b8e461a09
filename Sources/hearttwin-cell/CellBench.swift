import Glibc
import Ionics
import Numerics
import Quantities

/// Blocks of cells of one model at its initial state, and the time their steps take.
final class CellBench {
    private let model: Membrane
    private let memory: [UnsafeMutablePointer<Double8>]
    private let cells: CellBlocks<Double8>

    /// Blocks of eight cells: their states stay in the first two levels of cache.
    private static let blocks = 16
    private static let steps = 400
    private static let repetitions = 15
    /// Step of a tissue simulation [ms].
    private static let step = 0.02

    init(_ model: Membrane) {
        func zeros(_ count: Int) -> UnsafeMutablePointer<Double8> {
            let memory = UnsafeMutablePointer<Double8>.allocate(capacity: max(count, 1))
            memory.initialize(repeating: 0, count: max(count, 1))
            return memory
        }
        self.model = model
        let states = model.card.states.count
        memory = [
            zeros(Self.blocks * states), zeros(model.card.parameters.count), zeros(Self.blocks),
            zeros(CellBlocks<Double8>.scratchCount(states: states)),
        ]
        for (k, parameter) in model.card.parameters.enumerated() {
            memory[1][k] = Double8(filling: parameter.defaultValue)
        }
        cells = CellBlocks(
            count: Self.blocks, states: memory[0], parameters: UnsafePointer(memory[1]),
            parameterStride: 0, stimulus: UnsafePointer(memory[2]), scratch: memory[3])
    }

    deinit { for block in memory { block.deallocate() } }

    /// Processor time of one step of one cell by the equations [ns].
    func equations() -> Double {
        measure { model.kernel.advance(cells, dt: Self.step) }
    }

    /// The same with tables; nil without them.
    func tables() -> Double? {
        let table = model.kernel.tabulated(
            parameters: model.card.parameters.map(\.defaultValue), dt: Self.step,
            scheme: .exponentialMidpoint)
        guard let table else { return nil }
        return measure { table.advance(cells) }
    }

    private func measure(_ step: () -> Void) -> Double {
        let states = model.card.states.count
        var best = Double.infinity
        for _ in 0..<Self.repetitions {
            for block in 0..<Self.blocks {
                for (k, value) in model.initialState.enumerated() {
                    memory[0][block * states + k] = Double8(filling: value)
                }
            }
            let start = Self.processorTime
            for _ in 0..<Self.steps { step() }
            best = min(best, Self.processorTime - start)
        }
        return best / Double(Self.blocks * 8 * Self.steps)
    }

    /// Processor time of this thread [ns].
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
