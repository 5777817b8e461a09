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
        let results = LaneResults(count: sets.count)
        Parallel.forEachChunk(count: sets.count, grain: 8) { _, range in
            let block = Array(sets[range])
            // One heart that fails stops its seven neighbours, which are then computed alone.
            let together = try? lanes(block, near: near)
            for (place, set) in zip(range, block) {
                results[place] =
                    together?[place - range.lowerBound] ?? (try? lanes([set], near: near))?.first
            }
        }
        return results.values
    }

    /// Readings of at most eight hearts.
    private func lanes(_ block: [[Double]], near: LoopPoint) throws -> [[Double]] {
        func lane(_ place: Int) -> [Double] { block[min(place, block.count - 1)] }
        var volumes = [Double8](repeating: 0, count: near.state.volumes.count)
        var slots = [Double8](repeating: 0, count: plan.defaultParameters.count)
        for place in 0..<8 {
            var start = near.volumes(at: lane(place))
            try fill(&start, with: bloodVolume(lane(place)))
            for room in start.indices { volumes[room][place] = start[room] }
            for (slot, value) in self.slots(lane(place)).enumerated() {
                slots[slot][place] = value
            }
        }
        var state = CircuitState<Double8>(
            volumes: volumes, branchCount: near.state.branches.count,
            cycle: Double8(filling: near.state.cycle))
        state.branches = near.state.branches.map {
            BranchValues(flow: Double8(filling: $0.flow), opening: Double8(filling: $0.opening))
        }
        let solver = try CircuitSolver<Double8>(plan, state: state)
        for (slot, value) in slots.enumerated() { solver[slot] = value }
        try solver.restore(state)
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

/// Results that threads write to their own places.
private final class LaneResults: @unchecked Sendable {
    private let base: UnsafeMutablePointer<[Double]?>
    private let count: Int

    init(count: Int) {
        self.count = count
        base = .allocate(capacity: max(count, 1))
        base.initialize(repeating: nil, count: count)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    subscript(place: Int) -> [Double]? {
        get { base[place] }
        set { base[place] = newValue }
    }

    var values: [[Double]?] { (0..<count).map { base[$0] } }
}
