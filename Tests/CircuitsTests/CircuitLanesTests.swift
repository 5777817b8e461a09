import Circuits
import Circulation
import Numerics
import Testing

/// Eight hearts side by side, and one heart with derivatives.
@Suite struct CircuitLanesTests {
    @Test func everyLaneHasTheBitsOfItsHeartAlone() throws {
        let plan = try AdultCircuit.plan()
        let slot = try plan.address(of: "systemicArterialLumen.resistance").slot
        let resistances = Double8(SIMD8(0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.4, 1.6))
        let cycles = Double8(SIMD8(600, 700, 800, 850, 900, 1000, 1100, 1200))
        var state: CircuitState<Double8> = try AdultCircuit.state(plan)
        state.cycle = cycles
        let hearts = try CircuitSolver(plan, state: state)
        hearts[slot] = hearts[slot] * resistances
        var beats: [CircuitBeat<Double8>] = []
        for _ in 0..<3 { beats.append(try hearts.beat(steps: 400)) }
        for lane in 0..<8 {
            var state: CircuitState<Double> = try AdultCircuit.state(plan)
            state.cycle = cycles[lane]
            let heart = try CircuitSolver(plan, state: state)
            heart[slot] = heart[slot] * resistances[lane]
            for beat in beats {
                let alone = try heart.beat(steps: 400)
                for room in plan.compartmentNames.indices {
                    #expect(
                        beat.compartments[room].meanPressure[lane]
                            == alone.compartments[room].meanPressure,
                        "\(plan.compartmentNames[room]), lane \(lane)")
                }
            }
            for room in plan.compartmentNames.indices {
                #expect(hearts.volume(room)[lane] == heart.volume(room))
            }
        }
    }

    @Test func derivativesAgreeWithDifferencesToAMillionth() throws {
        let plan = try AdultCircuit.plan()
        let names = [
            "systemicArterialLumen.resistance", "leftVentricle.activeElastance",
            "leftVentricle.passiveStiffness", "systemicArteries.compliance",
            "systemicVeins.unstressedVolume", "aorticValve.openArea", "leftAtrium.onset",
            "mitralValve.openingRate",
        ]
        let slots = try names.map { try plan.address(of: $0).slot }
        let steps = 800
        let duals = try CircuitSolver<Dual8>(plan, state: try AdultCircuit.state(plan))
        for (index, slot) in slots.enumerated() {
            duals[slot].tangent[index] = plan.defaultParameters[slot]
        }
        var exact = try duals.beat(steps: steps)
        exact = try duals.beat(steps: steps)
        let left = try plan.compartment("leftVentricle")
        let aortic = try plan.branch("aorticValve")
        func numbers(_ slot: Int, _ factor: Double) throws -> [Double] {
            let solver = try AdultCircuit.solver(plan)
            solver[slot] *= factor
            try solver.beat(steps: steps)
            let beat = try solver.beat(steps: steps)
            return [
                beat.branches[aortic].forward, beat.branches[aortic].meanPressure,
                solver.volume(left),
            ]
        }
        let derivatives = [
            exact.branches[aortic].forward, exact.branches[aortic].meanPressure, duals.volume(left),
        ]
        for (index, slot) in slots.enumerated() {
            let e = 1e-4
            let (up, down) = (try numbers(slot, 1 + e), try numbers(slot, 1 - e))
            for (k, derivative) in derivatives.enumerated() {
                let difference = (up[k] - down[k]) / (2 * e)
                let observed = derivative.tangent[index]
                #expect(
                    abs(observed - difference) < 1e-6 * abs(derivative.value) + 1e-4
                        * abs(observed),
                    "\(names[index]), number \(k): \(observed) against \(difference)")
            }
        }
    }
}
