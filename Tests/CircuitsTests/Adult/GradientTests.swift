import Circuits
import Circulation
import Testing

@Suite struct GradientTests {
    /// Mean gradient over a stenosed aortic valve in the periodic beat [kPa].
    private func gradient(steps: Int) throws -> Double {
        let parameters = try LoopParameters(values: ["circulation.aorticOpenArea": 0.8])
        let plan = try CircuitPlan(parameters.circuit)
        let solver = try CircuitSolver<Double>(plan, state: parameters.circuitState(plan))
        try solver.settle(steps: steps, volumeTolerance: 0.1)
        let beat = try solver.beat(steps: steps)
        return beat.branches[try plan.branch("aorticValve")].meanGradient
    }

    @Test func meanGradientHardlyDependsOnTheSteps() throws {
        let fine = try gradient(steps: 3200)
        for steps in [100, 200, 400] {
            let error = try gradient(steps: steps) / fine - 1
            #expect(abs(error) < 0.01, "\(steps) steps: \(100 * error) % off")
        }
    }

    @Test func bothLevelsMeanTheSameGradient() throws {
        let parameters = try LoopParameters(values: ["circulation.aorticOpenArea": 0.8])
        let model = parameters.standalone
        let found = try model.periodicBeat(
            from: parameters.initialState(), period: parameters.period, steps: 400)
        let traces = try model.traces(from: found.state, period: parameters.period, steps: 400)
        let loop = HaemodynamicSummary(traces, atrialOnset: parameters.atrialOnset)
        let circuit = try gradient(steps: 400)
        #expect(
            abs(loop.aorticGradient / circuit - 1) < 5e-3,
            "loop \(loop.aorticGradient), circuit \(circuit) kPa")
    }
}
