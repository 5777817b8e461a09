public import Circuits
public import Circulation
import Numerics
import Quantities

/// Equally likely hearts around the live one, as ratios to the best heart: made once, then carried along with
/// whatever the live heart becomes.
///
/// Each was settled by itself, so that a lane starts from volumes that fit its own parameters:
/// `V = V(live)·V*(member)/V*(best)`, `p = p(live)·p(member)/p(best)`.
public struct TwinEnsemble: Sendable {
    /// Number of hearts.
    public let count: Int
    /// Ratios of volumes and of parameters, by block of eight, then by place in the plan.
    let volumes: [[Double8]]
    let slots: [[Double8]]

    /// The live heart alone: no intervals.
    public init(alone plan: CircuitPlan) {
        count = 1
        volumes = [plan.compartmentNames.map { _ in 1 }]
        slots = [plan.defaultParameters.map { _ in 1 }]
    }

    /// Settles the members beside the best heart.
    ///
    /// - Parameters:
    ///   - best: a heart at the onset of its periodic beat.
    ///   - members: parameters of the others.
    ///   - steps: steps of a beat.
    /// - Throws: errors of the circuit; ``TwinEngineError/forecast(reason:)`` where none settles.
    public init(
        around best: CircuitSolver<Double>, members: [LoopParameters], steps: Int
    ) throws {
        let plan = best.plan
        let rest = best.state
        let chord = try best.derivatives(steps: steps, directions: [], outputs: []).chord
        var volumes: [[Double8]] = []
        var slots: [[Double8]] = []
        var count = 0
        for first in stride(from: 0, to: members.count, by: 8) {
            let block = Array(members[first..<min(first + 8, members.count)])
            // One that does not settle takes its seven neighbours with it; the interval is then of fewer.
            guard
                let (v, s) = try? Self.ratios(
                    block, plan: plan, rest: rest, chord: chord, steps: steps, cycle: best.cycle)
            else { continue }
            volumes.append(v)
            slots.append(s)
            count += block.count
        }
        guard count > 0 else {
            throw TwinEngineError.forecast(reason: "none of the equally likely hearts settles")
        }
        self.count = count
        self.volumes = volumes
        self.slots = slots
    }

    private static func ratios(
        _ members: [LoopParameters], plan: CircuitPlan, rest: CircuitState<Double>,
        chord: BeatChord, steps: Int, cycle: Double
    ) throws -> (volumes: [Double8], slots: [Double8]) {
        let parameters = try members.map { try CircuitPlan($0.circuit).defaultParameters }
        func lanes(_ number: (Int) -> Double) -> Double8 {
            var lanes = Double8(filling: 0)
            for lane in 0..<8 { lanes[lane] = number(min(lane, members.count - 1)) }
            return lanes
        }
        let present = rest.volumes.reduce(0, +)
        var state = rest.filling(cycle: Double8(filling: cycle))
        let veins = try plan.compartment("systemicVeins")
        state.volumes[veins] =
            state.volumes[veins]
            + lanes { members[$0]["bloodVolume"] * Units.mL - present }
        let solver = try CircuitSolver<Double8>(plan, state: state)
        for slot in plan.defaultParameters.indices {
            solver[slot] = lanes { parameters[$0][slot] }
        }
        try solver.restore(state)
        _ = try solver.settle(along: chord, steps: steps, volumeTolerance: 10)
        let base = plan.defaultParameters
        return (
            solver.state.volumes.enumerated().map { $1 / Double8(filling: rest.volumes[$0]) },
            base.indices.map { slot in
                base[slot] == 0 ? 1 : lanes { parameters[$0][slot] / base[slot] }
            }
        )
    }
}
