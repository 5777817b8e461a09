import Circuits
import Circulation
import HeartModel
import Numerics

/// Up to eight hearts in the lanes of one number; lanes without a heart repeat the last one.
struct LoopLanes {
    /// Number of hearts, 1 to 8.
    let count: Int

    init(count: Int) {
        precondition((1...8).contains(count), "one to eight hearts")
        self.count = count
    }

    /// One number of each heart.
    func numbers(_ number: (Int) -> Double) -> Double8 {
        var lanes = Double8(filling: 0)
        for lane in 0..<8 { lanes[lane] = number(min(lane, count - 1)) }
        return lanes
    }

    /// The hearts' states side by side.
    func joined(_ states: [CircuitState<Double>]) -> CircuitState<Double8> {
        let first = states[0]
        var state = CircuitState<Double8>(
            volumes: first.volumes.indices.map { room in numbers { states[$0].volumes[room] } },
            branchCount: first.branches.count, cycle: numbers { states[$0].cycle })
        for path in first.branches.indices {
            state.branches[path].flow = numbers { states[$0].branches[path].flow }
            state.branches[path].opening = numbers { states[$0].branches[path].opening }
        }
        return state
    }

    /// One heart at the onset of a beat, its time beginning anew.
    func state(of lane: Int, in joined: CircuitState<Double8>) -> CircuitState<Double> {
        var state = CircuitState<Double>(
            volumes: joined.volumes.map { $0[lane] }, branchCount: joined.branches.count,
            cycle: joined.cycle[lane])
        for (path, branch) in joined.branches.enumerated() {
            state.branches[path].flow = branch.flow[lane]
            state.branches[path].opening = branch.opening[lane]
        }
        return state
    }

    /// Repeats the volumes of the last heart in the lanes without one.
    func fill(_ state: inout CircuitState<Double8>) {
        for room in state.volumes.indices {
            for lane in count..<8 { state.volumes[room][lane] = state.volumes[room][count - 1] }
        }
    }

    /// Traces of the next beat of each heart.
    func traces(
        _ solver: CircuitSolver<Double8>, _ view: AdultLoopView, steps: Int
    ) throws -> [BeatTraces] {
        var traces = [BeatTraces](repeating: BeatTraces(capacity: steps + 1), count: count)
        let origin = solver.time
        func record(_ solver: CircuitSolver<Double8>) {
            let time = solver.time - origin
            for lane in 0..<count {
                let (state, pressures) = view.sample(solver) { $0[lane] }
                traces[lane].append(time: time[lane], state: state, pressures: pressures)
            }
        }
        record(solver)
        try solver.beat(steps: steps) { record($0) }
        return traces
    }
}
