import Calibration
import Circuits
import Circulation
import Numerics
import Quantities

/// The closed loop as a circuit, and a patient fitted to it.
struct CircuitStages {
    func run(_ bench: Bench) throws {
        try circuit(bench)
        try calibration(bench)
    }

    /// Ten measurements of a patient with high pressure and a weak heart.
    private func calibration(_ bench: Bench) throws {
        let targets = [
            ("systolic_pressure", 150.0, 8.0), ("diastolic_pressure", 90, 8),
            ("central_venous_pressure", 8, 2), ("left_atrial_pressure", 14, 2),
            ("pulmonary_systolic_pressure", 35, 3), ("pulmonary_diastolic_pressure", 16, 3),
            ("cardiac_output", 4.2, 0.4), ("lv_ejection_fraction", 45, 6),
            ("lv_end_diastolic_volume", 160, 15), ("rv_systolic_pressure", 36, 3),
        ].map { LoopTarget($0.0, $0.1, deviation: $0.2) }
        let posterior = try LoopPosterior(base: .healthyAdult, targets: targets)
        let factors = posterior.study.factors.count
        let fit = try bench.measure(
            "calibration: best fit of \(factors) factors to \(targets.count) numbers",
            context: { _ in "with exact derivatives and covariance" }
        ) { try LaplaceApproximation(of: posterior) }
        for (name, draw) in [
            (
                "weighted draws",
                { PosteriorSample(laplace: fit, of: posterior, count: Self.sets, seed: 1) }
            ),
            (
                "sequential Monte Carlo",
                { PosteriorSample(sampling: posterior, from: fit, count: Self.sets, seed: 1) }
            ),
        ] {
            let sample = draw
            try bench.measure(
                "calibration: \(Self.sets) sets of the posterior, \(name)",
                context: { "\(Figures.rate(Double(Self.sets) / $0)) sets/s" }
            ) { () throws in _ = sample() }
        }
    }

    private static let sets = 1000

    /// The same loop as a circuit: alone, with its reflex, and eight hearts side by side.
    private func circuit(_ bench: Bench) throws {
        let parameters = LoopParameters.healthyAdult
        let plan = try CircuitPlan(parameters.circuit)
        let heartSeconds = parameters.period / Units.second
        for steps in Self.circuitSteps {
            let one = try CircuitSolver(plan, state: try parameters.circuitState(plan))
            try one.settle(steps: steps)
            try bench.measure(
                "circuit: one beat, \(steps) steps",
                context: { "\(Figures.rate(heartSeconds / $0)) × real time" }
            ) { try one.beat(steps: steps) }
            let reflex = try Baroreflex(restingAt: one, steps: steps)
            try bench.measure(
                "circuit with baroreflex: one beat, \(steps) steps",
                context: { "\(Figures.rate(heartSeconds / $0)) × real time" }
            ) { try reflex.beat(one) }
            let hearts = try CircuitSolver<Double8>(plan, state: one.state.filling())
            let nerves = try Baroreflex(restingAt: hearts, steps: steps)
            try bench.measure(
                "circuits with baroreflex: one beat of eight hearts, \(steps) steps",
                context: { "\(Figures.rate(8 * heartSeconds / $0)) × real time, all together" }
            ) { try nerves.beat(hearts) }
        }
    }

    /// About 1, 2 and 4 ms; numbers of a beat stay within 0.1 % at 4 ms (CircuitSolverTests).
    private static let circuitSteps = [857, 428, 214]
}
