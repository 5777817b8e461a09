import Circuits
import Circulation
import Numerics

extension LoopStudy {
    /// Readings at many factors, eight hearts side by side; nil where a heart does not settle.
    ///
    /// Every set of eight consecutive ones is computed alone, whatever the number of threads.
    ///
    /// - Parameter near: a point among them.
    public func readings(_ sets: [[Double]], near: LoopPoint) -> [[Double]?] {
        let blocks = stride(from: 0, to: sets.count, by: 8).map {
            Array(sets[$0..<min($0 + 8, sets.count)])
        }
        return Parallel.map(count: blocks.count) { place -> [[Double]?] in
            let block = blocks[place]
            // One heart that fails stops its seven neighbours, which are then computed alone.
            if let together = try? lanes(block, near: near) { return together }
            return block.map { (try? lanes([$0], near: near))?.first }
        }.flatMap { $0 }
    }

    /// Readings of at most eight hearts.
    private func lanes(_ block: [[Double]], near: LoopPoint) throws -> [[Double]] {
        func lane(_ place: Int) -> [Double] { block[min(place, block.count - 1)] }
        var volumes = [Double8](repeating: 0, count: near.state.volumes.count)
        var slots = [Double8](repeating: 0, count: plan.defaultParameters.count)
        var cycle = Double8(filling: 0)
        for place in 0..<8 {
            cycle[place] = self.cycle(lane(place))
            var start = near.volumes(at: lane(place))
            try fill(&start, with: bloodVolume(lane(place)))
            for room in start.indices { volumes[room][place] = start[room] }
            for (slot, value) in self.slots(lane(place)).enumerated() {
                slots[slot][place] = value
            }
        }
        var state: CircuitState<Double8> = near.state.filling(cycle: cycle)
        state.volumes = volumes
        let solver = try CircuitSolver<Double8>(plan, state: state)
        for (slot, value) in slots.enumerated() { solver[slot] = value }
        try solver.restore(state)
        solver.pulseBranches = Set(outputs.compactMap(\.pulseBranch))
        solver.volumeRooms = Set(outputs.compactMap(\.volumeRoom))
        let beat = try solver.settle(
            along: near.chord, steps: Self.steps, volumeTolerance: Self.lanesTolerance)
        let readings = outputs.map { output in
            output.value(beat) * Double8(filling: 1 / output.factor)
        }
        return block.indices.map { place in readings.map { $0[place] } }
    }

    /// Change of a volume over a beat that counts as none where no derivatives are wanted [mm³].
    private static let lanesTolerance = 5.0
}
