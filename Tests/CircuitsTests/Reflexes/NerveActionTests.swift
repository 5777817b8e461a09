import Circuits
import Circulation
import Quantities
import Testing

/// Drugs on the nerves of the baroreflex, and hearts whose reflex is weak.
@Suite struct NerveActionTests {
    private static let steps = 429

    private func rested() throws -> (CircuitPlan, CircuitSolver<Double>) {
        try AdultCircuit.settled(steps: Self.steps)
    }

    @Test func aFullBlockLeavesTheContractilityAndThePeriodWithoutSympatheticDrive() throws {
        let (plan, solver) = try rested()
        let slot = try plan.address(of: "leftVentricle.activeElastance").slot
        let (elastance, period) = (solver[slot], solver.cycle)
        let nerves = try Baroreflex(restingAt: solver, steps: Self.steps, answers: false)
        try nerves.rebase(solver, action: NerveAction(betaBlockade: 1))
        // Ursino 1998: 2.392 of 2.95 mmHg/mL, and 0.13 s by logarithm of the firing, are sympathetic.
        let share = solver[slot] / elastance
        #expect((0.78...0.84).contains(share), "\(share) of the elastance is left")
        let longer = solver.nextCycle - period
        #expect((120...190).contains(longer), "the period is \(longer) ms longer")
        try nerves.rebase(solver, action: .none)
        #expect(abs(solver.nextCycle - period) < 1e-9)
    }

    @Test func halfABlockDoesHalf() throws {
        func lost(_ block: Double) throws -> Double {
            let (plan, solver) = try rested()
            let slot = try plan.address(of: "leftVentricle.activeElastance").slot
            let elastance = solver[slot]
            let nerves = try Baroreflex(restingAt: solver, steps: Self.steps, answers: false)
            try nerves.rebase(solver, action: NerveAction(betaBlockade: block))
            return (elastance - solver[slot]) / elastance
        }
        #expect(abs(try lost(1) - 2 * lost(0.5)) < 1e-12)
    }

    @Test func nervesThatDoNotAnswerLeaveABledHeartAlone() throws {
        let (plan, solver) = try rested()
        let nerves = try Baroreflex(restingAt: solver, steps: Self.steps, answers: false)
        var state = solver.state
        state.volumes[try plan.compartment("systemicVeins")] -= 500 * Units.mL
        try solver.restore(state)
        let before = plan.defaultParameters.indices.map { solver[$0] }
        for _ in 0..<20 { try nerves.beat(solver) }
        #expect(plan.defaultParameters.indices.map { solver[$0] } == before)
        #expect(solver.cycle == solver.nextCycle)
    }

    /// Heart rate [1/min] and mean pressure [mmHg] a minute after bleeding.
    private func bled(_ gain: BaroreflexGain<Double>) throws -> (rate: Double, pressure: Double) {
        let (plan, solver) = try rested()
        let nerves = try Baroreflex(restingAt: solver, steps: Self.steps, gain: gain)
        var state = solver.state
        state.volumes[try plan.compartment("systemicVeins")] -= 500 * Units.mL
        try solver.restore(state)
        var beat = try nerves.beat(solver)
        for _ in 0..<80 { beat = try nerves.beat(solver) }
        let pressure = beat.branches[try plan.branch("aorticValve")].meanPressure
        return (Units.minute / beat.cycle, pressure / Units.mmHg)
    }

    @Test func aWeakPeriodArmLeavesTheRateAndAWeakSympatheticArmThePressure() throws {
        let healthy = try bled(BaroreflexGain())
        let slow = try bled(BaroreflexGain(period: 0.23))
        let numb = try bled(BaroreflexGain(period: 0, sympathetic: 0))
        #expect(slow.rate < healthy.rate - 3, "\(slow.rate) against \(healthy.rate) beats/min")
        #expect(abs(numb.rate - 70) < 0.01)
        #expect(numb.pressure < healthy.pressure - 5, "\(numb.pressure), \(healthy.pressure) mmHg")
    }
}
