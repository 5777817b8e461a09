import Circuits
import Circulation
import Numerics
import Quantities
import Testing

@Suite struct BaroreflexTests {
    private static let steps = 429

    private func rested() throws -> (CircuitPlan, CircuitSolver<Double>) {
        try AdultCircuit.settled(steps: Self.steps)
    }

    @Test func aHeartAtItsOperatingPointStaysThere() throws {
        let (plan, solver) = try rested()
        let aortic = try plan.branch("aorticValve")
        let reflex = try Baroreflex(restingAt: solver, steps: Self.steps)
        let cycle = solver.cycle
        let before = try reflex.beat(solver)
        var after = before
        for _ in 0..<60 { after = try reflex.beat(solver) }
        #expect(abs(after.cycle - cycle) < 0.002 * cycle, "cycle \(after.cycle) ms")
        let (a, b) = (after.branches[aortic].meanPressure, before.branches[aortic].meanPressure)
        #expect(abs(a - b) < 0.002 * b, "mean aortic pressure \(a) against \(b) kPa")
    }

    /// Mean aortic pressure [mmHg] and heart rate [1/min] two minutes after a change of blood volume.
    private func after(_ change: Double, reflex: Bool) throws -> (pressure: Double, rate: Double) {
        let (plan, solver) = try rested()
        let nerves = try Baroreflex(restingAt: solver, steps: Self.steps)
        var state = solver.state
        state.volumes[try plan.compartment("systemicVeins")] += change * Units.mL
        try solver.restore(state)
        var beat = try solver.beat(steps: Self.steps)
        for _ in 0..<140 {
            beat =
                reflex
                ? try nerves.beat(solver) : try solver.beat(steps: Self.steps)
        }
        let pressure = beat.branches[try plan.branch("aorticValve")].meanPressure
        return (pressure / Units.mmHg, Units.minute / beat.cycle)
    }

    @Test func bleedingLowersPressureLessWithAReflex() throws {
        let (bare, steered) = (try after(-500, reflex: false), try after(-500, reflex: true))
        let rest = try after(0, reflex: false)
        #expect(rest.pressure - steered.pressure < 0.6 * (rest.pressure - bare.pressure))
        #expect(steered.rate > rest.rate + 3, "\(steered.rate) against \(rest.rate) beats/min")
    }

    @Test func fluidHardlyRaisesMeanPressureWithAReflex() throws {
        // Dextran 387 mL in healthy people: no change, band ±8 mmHg (reference/interventions.tsv).
        let (rest, steered) = (try after(0, reflex: false), try after(387, reflex: true))
        #expect(abs(steered.pressure - rest.pressure) < 8, "\(steered.pressure - rest.pressure)")
        #expect(steered.rate < rest.rate)
    }

    @Test func eightHeartsHaveTheReflexOfEachAlone() throws {
        let plan = try AdultCircuit.plan()
        let hearts = try CircuitSolver<Double8>(plan, state: try AdultCircuit.state(plan))
        let heart = try AdultCircuit.solver(plan)
        for _ in 0..<5 {
            try hearts.beat(steps: Self.steps)
            try heart.beat(steps: Self.steps)
        }
        let many = try Baroreflex(restingAt: hearts, steps: Self.steps)
        let one = try Baroreflex(restingAt: heart, steps: Self.steps)
        let slot = try plan.address(of: "systemicArterialLumen.inertance").slot
        hearts[slot] = hearts[slot] * Double8(SIMD8(1, 1, 2, 1, 0.5, 1, 1, 1))
        for _ in 0..<20 {
            try many.beat(hearts)
            try one.beat(heart)
        }
        #expect(hearts.cycle[0] == heart.cycle)
        #expect(hearts.cycle[2] != hearts.cycle[0])
    }
}
