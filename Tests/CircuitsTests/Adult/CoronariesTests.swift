import Circuits
import Circulation
import Numerics
import Quantities
import Testing

@Suite struct CoronariesTests {
    /// Published: about 5 % of cardiac output at rest; left coronary flow mostly diastolic, right coronary flow less.
    @Test func coronaryFlowIsDiastolicOnTheLeft() throws {
        let loop = LoopParameters.healthyAdult
        let plan = try CircuitPlan(loop.circuit.withCoronaries)
        let state = try loop.circuitState(plan)
        let solver = try CircuitSolver(plan, state: state)
        let steps = 430
        let beat = try solver.settle(steps: steps).beat
        let aortic = try plan.branch("aorticValve")
        let inlets = try ["leftCoronaryInlet", "rightCoronaryInlet"].map { try plan.branch($0) }
        let flow = inlets.map {
            (beat.branches[$0].forward - beat.branches[$0].backward) / beat.cycle
        }
        let total = flow.reduce(0, +) / Units.litrePerMinute
        #expect((0.18...0.3).contains(total), "\(total) L/min")
        var (diastolic, all) = ([0.0, 0.0], [0.0, 0.0])
        try solver.beat(steps: steps) { solver in
            for (k, inlet) in inlets.enumerated() {
                all[k] += solver.flow(inlet)
                if solver.opening(aortic) < 0.05 { diastolic[k] += solver.flow(inlet) }
            }
        }
        let shares = zip(diastolic, all).map { $0 / $1 }
        #expect((0.65...1).contains(shares[0]), "left: \(shares[0]) in diastole")
        #expect(shares[1] < shares[0] - 0.05, "right: \(shares[1]) in diastole")
        #expect(abs(solver.bloodVolume - state.volumes.reduce(0, +)) < 1e-9 * solver.bloodVolume)
    }
}
