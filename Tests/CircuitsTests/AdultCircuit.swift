import Circuits
import Circulation
import Numerics

/// The healthy adult's loop as a circuit, at the start of its first beat.
enum AdultCircuit {
    static let parameters = LoopParameters.healthyAdult

    static func plan(_ change: (inout CircuitDescription) -> Void = { _ in }) throws -> CircuitPlan
    {
        var description = parameters.circuit
        change(&description)
        return try CircuitPlan(description)
    }

    static func solver(_ plan: CircuitPlan) throws -> CircuitSolver<Double> {
        try CircuitSolver(plan, state: parameters.circuitState(plan))
    }

    /// A plan with a heart at the onset of its periodic beat.
    static func settled(steps: Int) throws -> (CircuitPlan, CircuitSolver<Double>) {
        let plan = try plan()
        let solver = try solver(plan)
        try solver.settle(steps: steps, volumeTolerance: 0.1)
        return (plan, solver)
    }

    /// The same in numbers of another kind.
    static func state<Real: CircuitReal>(_ plan: CircuitPlan) throws -> CircuitState<Real> {
        let state = try parameters.circuitState(plan)
        return CircuitState(
            volumes: state.volumes.map { Real(filling: $0) }, branchCount: state.branches.count,
            cycle: Real(filling: state.cycle))
    }
}
