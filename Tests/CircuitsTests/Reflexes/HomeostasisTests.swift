import Circuits
import Circulation
import Glibc
import Numerics
import Quantities
import Testing

@Suite struct HomeostasisTests {
    private static let steps = 215

    private static func numbers(_ beat: CircuitBeat<Double>, _ aortic: Int) -> (Double, Double) {
        let branch = beat.branches[aortic]
        return (branch.meanPressure, (branch.forward - branch.backward) / beat.cycle)
    }

    @Test(arguments: [true, false])
    func aBleedingHeartRecoversWhereItIsSwitchedOn(_ isOn: Bool) throws {
        let plan = try AdultCircuit.plan()
        let solver = try AdultCircuit.solver(plan)
        let aortic = try plan.branch("aorticValve")
        let rest = Self.numbers(try solver.settle(steps: Self.steps).beat, aortic)
        let control = try Homeostasis(of: plan, pressure: rest.0, flow: rest.1)
        let blood = solver.bloodVolume
        solver.infuse(-500 * Units.mL, into: try plan.compartment("systemicVeins"))
        solver[try plan.address(of: "systemicArterialLumen.resistance").slot] *= 1.3
        var beat = try solver.beat(steps: Self.steps)
        for _ in 0..<300 {
            beat = try solver.beat(steps: Self.steps)
            if isOn { try control.act(on: solver, after: beat) }
        }
        let end = Self.numbers(beat, aortic)
        let change = (end.0 / rest.0 - 1, end.1 / rest.1 - 1)
        if isOn {
            #expect(abs(change.0) < 0.01 && abs(change.1) < 0.01, "\(change)")
            #expect(abs(solver.bloodVolume - blood) < 0.05 * blood)
        } else {
            #expect(change.1 < -0.15, "\(change)")
        }
    }

    @Test func aSettledHeartStaysAsItIs() throws {
        let plan = try AdultCircuit.plan()
        let solver = try AdultCircuit.solver(plan)
        let aortic = try plan.branch("aorticValve")
        let rest = Self.numbers(try solver.settle(steps: Self.steps).beat, aortic)
        let control = try Homeostasis(of: plan, pressure: rest.0, flow: rest.1)
        var end = rest
        for _ in 0..<20 {
            let beat = try solver.beat(steps: Self.steps)
            try control.act(on: solver, after: beat)
            end = Self.numbers(beat, aortic)
        }
        #expect(abs(end.0 - rest.0) < 1e-3 * rest.0 && abs(end.1 - rest.1) < 1e-3 * rest.1)
    }

    /// Mass: the only blood that comes is what the law says, into the veins; nothing else of the state moves.
    @Test func itBringsTheBloodThatItsLawSaysAndNoOther() throws {
        let plan = try AdultCircuit.plan()
        let solver = try AdultCircuit.solver(plan)
        let aortic = try plan.branch("aorticValve")
        let veins = try plan.compartment("systemicVeins")
        let resistance = try plan.address(of: "systemicArterialLumen.resistance").slot
        let beat = try solver.beat(steps: Self.steps)
        let (pressure, flow) = Self.numbers(beat, aortic)
        let control = try Homeostasis(of: plan, pressure: 0.9 * pressure, flow: 1.2 * flow)
        let (before, was) = (solver.state, solver[resistance])
        try control.act(on: solver, after: beat)
        let blood = before.volumes.reduce(0, +)
        let brought = blood * log(1.2) * beat.cycle / control.volumeTime
        for (place, name) in plan.compartmentNames.enumerated() {
            let change = solver.volume(place) - before.volumes[place]
            let expected = place == veins ? brought : 0
            #expect(abs(change - expected) < 1e-9 * blood, "\(name): \(change) mm³")
        }
        for (branch, then) in zip(solver.state.branches, before.branches) {
            #expect(branch.flow == then.flow && branch.opening == then.opening)
        }
        // R·((p*/q*)/(p/q))^(T/τ)
        let factor = pow(0.9 / 1.2, beat.cycle / control.resistanceTime)
        #expect(abs(solver[resistance] / was - factor) < 1e-12)
    }

    @Test func badSetPointsAreRefused() throws {
        let plan = try AdultCircuit.plan()
        #expect(throws: CirculationError.self) { try Homeostasis(of: plan, pressure: 0, flow: 80) }
        #expect(throws: CirculationError.self) {
            try Homeostasis(of: plan, pressure: 12, flow: .nan)
        }
    }
}
