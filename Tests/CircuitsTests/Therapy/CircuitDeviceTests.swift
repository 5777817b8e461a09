import Circuits
import Circulation
import Quantities
import Testing

/// Devices that are connected to a heart while it beats.
@Suite struct CircuitDeviceTests {
    private static let steps = 429

    private func beating() throws -> (CircuitPlan, CircuitSolver<Double>) {
        try AdultCircuit.settled(steps: Self.steps)
    }

    /// The heart with devices, from the state that it had without.
    private func connected(
        _ devices: [CircuitDevice], _ plan: CircuitPlan, _ solver: CircuitSolver<Double>
    ) throws -> (CircuitPlan, CircuitSolver<Double>) {
        let circuit = AdultCircuit.parameters.circuit.connected(to: devices)
        let other = try CircuitPlan(circuit)
        return (
            other,
            try CircuitSolver(other, state: try solver.state.carried(from: plan, to: other))
        )
    }

    private let pump = CircuitDevice(
        "pump",
        branches: [
            .init(
                "pump", PrescribedFlow.self, from: "rightAtrium", to: "systemicArteries",
                ["flow": 3])
        ])

    @Test func aPumpThatStandsChangesNoBeat() throws {
        let (plan, solver) = try beating()
        let still = CircuitDevice(
            "still",
            branches: [
                .init(
                    "still", RotaryPump.self, from: "leftVentricle", to: "systemicArteries",
                    ["speed": 0])
            ])
        let (other, treated) = try connected([still], plan, solver)
        try solver.beat(steps: Self.steps)
        try treated.beat(steps: Self.steps)
        for name in plan.compartmentNames {
            let (a, b) = (
                solver.volume(try plan.compartment(name)),
                treated.volume(try other.compartment(name))
            )
            #expect(abs(a - b) < 1e-6 * a, "\(name): \(b) mm³ against \(a)")
        }
    }

    @Test func aPumpCarriesItsFlowAndLosesNoBlood() throws {
        let (plan, solver) = try beating()
        let blood = solver.state.volumes.reduce(0, +)
        let (other, treated) = try connected([pump], plan, solver)
        var beat = try treated.beat(steps: Self.steps)
        for _ in 0..<40 { beat = try treated.beat(steps: Self.steps) }
        let carried = beat.branches[try other.branch("pump")]
        #expect(abs(carried.forward / beat.cycle - 3 * Units.litrePerMinute) < 1e-6)
        #expect(abs(treated.state.volumes.reduce(0, +) - blood) < 1e-6 * blood)
        // What the pump takes from the right atrium does not go through the lung.
        let lung = beat.branches[try other.branch("pulmonaryArterialLumen")]
        let body = beat.branches[try other.branch("systemicArterialLumen")]
        let missing = (body.forward - lung.forward) / beat.cycle
        #expect(abs(missing - 3 * Units.litrePerMinute) < 0.02 * 3 * Units.litrePerMinute)
    }

    @Test func flowsGoOnWhereTheyWere() throws {
        let (plan, solver) = try beating()
        for _ in 0..<60 { try solver.step(2) }
        let (other, treated) = try connected([pump], plan, solver)
        for name in plan.branchNames {
            #expect(
                solver.flow(try plan.branch(name)) == treated.flow(try other.branch(name)),
                "\(name)")
        }
        #expect(treated.flow(try other.branch("pump")) == 0)
        #expect(treated.time == solver.time && treated.cycle == solver.cycle)
    }

    @Test func aCircuitWithOtherCompartmentsIsRefused() throws {
        let (plan, solver) = try beating()
        let other = try AdultCircuit.plan {
            $0.compartments.append(.init("shunted", ElasticCompartment.self))
            $0.branches.append(
                .init("way", VesselLumen.self, from: "shunted", to: "systemicVeins"))
        }
        #expect(throws: CirculationError.self) {
            try solver.state.carried(from: plan, to: other)
        }
        let whole = CircuitState<Double>(
            volumes: other.compartmentNames.map { _ in 1 }, branchCount: other.branchNames.count,
            cycle: 800)
        #expect(throws: CirculationError.self) { try whole.carried(from: other, to: plan) }
    }
}
