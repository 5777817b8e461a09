import Circuits
import Circulation
import Foundation
import Numerics
import Quantities
import Testing

@Suite struct CircuitSolverTests {
    @Test func theAdultsCircuitIsTheClosedLoop() throws {
        let parameters = AdultCircuit.parameters
        let plan = try AdultCircuit.plan()
        let circuit = try AdultCircuit.solver(plan)
        var loop = parameters.initialState()
        let steps = 857
        for beat in 0..<4 {
            loop = try parameters.standalone.beat(
                from: loop, time: Double(beat) * parameters.period, period: parameters.period,
                steps: steps)
            try circuit.beat(steps: steps)
        }
        for (name, expected) in [
            ("leftVentricle", loop.leftVentricleVolume),
            ("rightVentricle", loop.rightVentricleVolume),
            ("leftAtrium", loop.pulmonary.atriumVolume),
            ("systemicVeins", loop.systemic.veinVolume),
            ("pulmonaryArteries", loop.pulmonary.arteryVolume),
        ] {
            let observed = circuit.volume(try plan.compartment(name))
            #expect(abs(observed - expected) < 1e-3, "\(name): \(observed) against \(expected)")
        }
    }

    @Test func thePublishedLoopAsACircuitReproducesItsNumbers() throws {
        let mL = Units.mL
        func chamber(
            _ name: String, _ active: Double, _ passive: Double, _ v0: Double, onset: Double,
            contraction: Double, relaxation: Double
        ) -> CircuitDescription.Compartment {
            .init(
                name, LinearChamber.self,
                [
                    "activeElastance": active, "passiveElastance": passive, "unstressedVolume": v0,
                    "onset": onset, "contraction": contraction, "relaxation": relaxation,
                ])
        }
        func vessel(_ name: String, _ compliance: Double) -> CircuitDescription.Compartment {
            .init(name, ElasticCompartment.self, ["compliance": compliance])
        }
        func lumen(
            _ name: String, _ from: String, _ to: String, _ r: Double, _ l: Double
        ) -> CircuitDescription.Branch {
            .init(
                name, VesselLumen.self, from: from, to: to, ["resistance": r, "inertance": l])
        }
        func valve(_ name: String, _ from: String, _ to: String) -> CircuitDescription.Branch {
            .init(name, DiodeValve.self, from: from, to: to)
        }
        let plan = try CircuitPlan(
            CircuitDescription(
                compartments: [
                    chamber("LV", 4.482, 0.17, 42, onset: 100, contraction: 250, relaxation: 400),
                    chamber("RV", 0.2, 0.029, 16, onset: 100, contraction: 250, relaxation: 400),
                    chamber("LA", 0.07, 0.18, 4, onset: 900, contraction: 170, relaxation: 170),
                    chamber("RA", 0.06, 0.07, 4, onset: 900, contraction: 170, relaxation: 170),
                    vessel("arteries", 1.372), vessel("veins", 11.363), vessel("lungs", 20),
                    vessel("lungVeins", 16),
                ],
                branches: [
                    valve("aortic", "LV", "arteries"),
                    lumen("body", "arteries", "veins", 0.733, 0.005),
                    lumen("return", "veins", "RA", 0.32, 0.0005), valve("tricuspid", "RA", "RV"),
                    valve("pulmonary", "RV", "lungs"),
                    lumen("lung", "lungs", "lungVeins", 0.046, 0.0005),
                    lumen("lungReturn", "lungVeins", "LA", 0.0015, 0.0005),
                    valve("mitral", "LA", "LV"),
                ]))
        let start = [
            "LV": 118.520, "RV": 166.177, "LA": 87.183, "RA": 86.833, "arteries": 87.675 * 1.372,
            "veins": 35.898 * 11.363, "lungs": 19.545 * 20, "lungVeins": 15.004 * 16,
        ]
        let solver = try CircuitSolver<Double>(
            plan,
            state: CircuitState(
                volumes: plan.compartmentNames.map { (start[$0] ?? 0) * mL }, branchCount: 8,
                cycle: 800))
        let beat = try solver.settle(steps: 3200, volumeTolerance: 1e-3).beat
        let left = beat.compartments[try plan.compartment("LV")]
        // Reference: reference/circulation_regazzoni.md, fourth-order Runge–Kutta at 0.01 ms.
        for (name, observed, expected) in [
            ("LV EDV", left.largestVolume / mL, 136.74), ("LV ESV", left.leastVolume / mL, 66.96),
            ("LVP max", left.largestPressure / Units.mmHg, 119.68),
            (
                "RV EDV", beat.compartments[try plan.compartment("RV")].largestVolume / mL, 181.56
            ),
            (
                "arterial mean",
                beat.compartments[try plan.compartment("arteries")].meanPressure / Units.mmHg, 99.80
            ),
        ] {
            #expect(
                abs(observed - expected) < 1e-3 * expected, "\(name): \(observed), \(expected)")
        }
    }

    /// Without valves, whose kinks cost order wherever they open and close.
    @Test func stepsAreOfSecondOrder() throws {
        let plan = try CircuitPlan(
            CircuitDescription(
                compartments: [
                    .init("chamber", LinearChamber.self), .init("vessel", ElasticCompartment.self),
                ],
                branches: [
                    .init("there", VesselLumen.self, from: "chamber", to: "vessel"),
                    .init(
                        "back", VesselLumen.self, from: "vessel", to: "chamber", ["inertance": 0]),
                ]))
        func volumes(_ steps: Int) throws -> [Double] {
            let solver = try CircuitSolver<Double>(
                plan, state: CircuitState(volumes: [1.2e5, 1e5], branchCount: 2, cycle: 800))
            try solver.beat(steps: steps)
            return solver.state.volumes
        }
        let exact = try volumes(51_200)
        func error(_ steps: Int) throws -> Double {
            zip(try volumes(steps), exact).map { abs($0 - $1) }.max() ?? 0
        }
        let (coarse, fine) = (try error(400), try error(1600))
        // Two halvings.
        let order = log2(coarse / fine) / 2
        #expect(order > 1.9, "observed order \(order), errors \(coarse) and \(fine) mm³")
    }

    @Test func bloodIsConserved() throws {
        let plan = try AdultCircuit.plan()
        let solver = try AdultCircuit.solver(plan)
        let before = solver.bloodVolume
        for _ in 0..<50 { try solver.beat(steps: 300) }
        #expect(abs(solver.bloodVolume - before) < 1e-10 * before)
    }

    @Test func theBeatStaysWithinATenthOfAPercentAtFourMilliseconds() throws {
        let plan = try AdultCircuit.plan()
        func numbers(_ steps: Int) throws -> [Double] {
            let beat = try AdultCircuit.solver(plan).settle(steps: steps).beat
            let left = beat.compartments[try plan.compartment("leftVentricle")]
            let aortic = beat.branches[try plan.branch("aorticValve")]
            return [
                left.onsetVolume, left.leastVolume, left.onsetPressure, aortic.forward,
                aortic.meanPressure, aortic.largestPressure, aortic.leastPressure,
            ]
        }
        for (observed, exact) in zip(try numbers(214), try numbers(8000)) {
            #expect(abs(observed - exact) < 1e-3 * exact, "\(observed) against \(exact)")
        }
    }

    @Test func anEmptyCircuitStaysEmpty() throws {
        let plan = try AdultCircuit.plan()
        var state: CircuitState<Double> = try AdultCircuit.state(plan)
        state.volumes = state.volumes.map { _ in 0 }
        let solver = try CircuitSolver(plan, state: state)
        try solver.step(1)
        #expect(abs(solver.bloodVolume) < 1e-6)
    }

    @Test func aParameterThatIsNotANumberIsReported() throws {
        let plan = try AdultCircuit.plan()
        let solver = try AdultCircuit.solver(plan)
        let before = solver.state.volumes
        solver[try plan.address(of: "systemicVeins.compliance").slot] = .nan
        #expect(throws: CirculationError.notFinite(state: "circuit", time: 0)) {
            try solver.step(1)
        }
        #expect(solver.state.volumes == before)
    }

    @Test func aStateThatIsNotFiniteIsRefused() throws {
        let plan = try AdultCircuit.plan()
        var state: CircuitState<Double> = try AdultCircuit.state(plan)
        state.volumes[0] = .nan
        #expect(throws: CirculationError.self) { try CircuitSolver(plan, state: state) }
        state = try AdultCircuit.state(plan)
        state.cycle = 0
        #expect(throws: CirculationError.self) { try CircuitSolver(plan, state: state) }
    }
}
