import Circuits
import Circulation
import Glibc
import Testing

@Suite struct IdealSourcesTests {
    /// A bag, a vein with 12 mL in it, and a drain.
    private func solver(
        bag: Double, infusion: Double
    ) throws -> (plan: CircuitPlan, solver: CircuitSolver<Double>) {
        let plan = try CircuitPlan(
            CircuitDescription(
                compartments: [
                    .init("bag", Reservoir.self, ["pressure": bag]),
                    .init("vein", ElasticCompartment.self, ["compliance": 2]),
                    .init("drain", Reservoir.self),
                ],
                branches: [
                    .init(
                        "infusion", PrescribedFlow.self, from: "bag", to: "vein",
                        ["flow": infusion]),
                    .init(
                        "line", VesselLumen.self, from: "vein", to: "drain",
                        ["resistance": 0.6, "inertance": 0]),
                ]))
        let volumes = plan.compartmentNames.map { $0 == "vein" ? 12_000.0 : 0 }
        let state = CircuitState<Double>(volumes: volumes, branchCount: 2, cycle: 1000)
        return (plan, try CircuitSolver(plan, state: state))
    }

    @Test func infusionGivesItsFlowWhateverThePressures() throws {
        for bag in [-300, 0, 300.0] {
            let (plan, solver) = try solver(bag: bag, infusion: 1.2)
            for _ in 0..<1000 { try solver.step(10) }
            let given = -solver.volume(try plan.compartment("bag"))
            // 1.2 L/min for 10 s are 200 mL.
            #expect(abs(given - 2e5) < 1e-6, "\(given) mm³ given against 200 mL")
        }
    }

    @Test func drainHoldsItsPressureAndTakesWhatIsGiven() throws {
        let (plan, solver) = try solver(bag: 0, infusion: 1.2)
        for _ in 0..<1000 { try solver.step(10) }
        let (vein, drain) = (try plan.compartment("vein"), try plan.compartment("drain"))
        #expect(solver.pressure(drain) == 0)
        // 20 mL/s through 0.6 mmHg·s/mL hold 12 mmHg, that is 24 mL, approached with 1.2 s.
        let expected = 24_000 - 12_000 * exp(-10 / 1.2)
        let observed = solver.volume(vein)
        #expect(abs(observed - expected) < 0.01, "\(observed) against \(expected) mm³")
        let change = solver.bloodVolume - 12_000
        #expect(abs(change) < 1e-6, "\(change) mm³ came from nowhere")
    }
}
