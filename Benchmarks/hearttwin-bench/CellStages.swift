import Ionics
import MembraneModels
import Numerics
import Quantities

/// One step of every membrane model, eight cells side by side, one core, in cache.
struct CellStages {
    /// Blocks of eight cells: their states stay in the first two levels of cache.
    private static let blocks = 16
    private static let steps = 200
    /// Step of a tissue simulation [ms].
    private static let step = 0.02

    func run(_ bench: Bench) {
        for model in MembraneModels.all {
            let memory = CellMemory(model, blocks: Self.blocks)
            let count = Self.blocks * 8 * Self.steps
            bench.measure(
                "cells: \(model.card.identifier)",
                context: {
                    Figures.perItem($0, count, "cell-step")
                        + "; \(model.card.states.count) states"
                }
            ) {
                for _ in 0..<Self.steps { model.advance(memory.cells, dt: Self.step) }
            }
        }
    }
}

/// Blocks of a model at its published start.
private final class CellMemory {
    let cells: CellBlocks<Double8>

    init(_ model: any IonicModel.Type, blocks: Int) {
        func values(_ values: [Double]) -> UnsafeMutablePointer<Double8> {
            let memory = UnsafeMutablePointer<Double8>.allocate(capacity: values.count)
            for (k, value) in values.enumerated() {
                (memory + k).initialize(to: Double8(filling: value))
            }
            return memory
        }
        let states = model.card.states.count
        let initial = model.initialState
        cells = CellBlocks(
            count: blocks, states: values((0..<blocks).flatMap { _ in initial }),
            parameters: UnsafePointer(values(model.card.parameters.map(\.defaultValue))),
            parameterStride: 0,
            stimulus: UnsafePointer(values([Double](repeating: 0, count: blocks))),
            scratch: values(
                [Double](repeating: 0, count: CellBlocks<Double8>.scratchCount(states: states))))
    }

    deinit {
        cells.states.deallocate()
        cells.parameters.deallocate()
        cells.stimulus.deallocate()
        cells.scratch.deallocate()
    }
}
