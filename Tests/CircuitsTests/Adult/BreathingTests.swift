import Circuits
import Circulation
import Numerics
import Quantities
import Testing

/// What breathing does to the adult's circulation.
@Suite struct BreathingTests {
    private static let loop = LoopParameters.healthyAdult

    private static func solver(_ thorax: [String: Double]) throws -> CircuitSolver<Double> {
        var circuit = loop.circuit
        circuit.enclosures = [
            .init(
                "thorax", IntrathoracicPressure.self,
                members: [
                    "leftVentricle", "rightVentricle", "leftAtrium", "rightAtrium",
                    "pulmonaryArteries", "pulmonaryVeins",
                ], thorax)
        ]
        let plan = try CircuitPlan(circuit)
        return try CircuitSolver(plan, state: loop.circuitState(plan))
    }

    /// Sign of the covariance of two series, by its share of what it could be.
    private func correlation(_ a: [Double], _ b: [Double]) -> Double {
        let n = Double(a.count)
        let (meanA, meanB) = (a.reduce(0, +) / n, b.reduce(0, +) / n)
        func sum(_ x: [Double], _ mx: Double, _ y: [Double], _ my: Double) -> Double {
            zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
        }
        return sum(a, meanA, b, meanB)
            / (sum(a, meanA, a, meanA) * sum(b, meanB, b, meanB)).squareRoot()
    }

    /// Inspiration lowers right atrial pressure and fills the right heart; the lungs hold back blood from the left.
    @Test func inspirationFillsTheRightHeartAndStarvesTheLeft() throws {
        let solver = try Self.solver(["rate": 12])
        let plan = solver.plan
        let (atrium, aortic, pulmonary) = (
            try plan.compartment("rightAtrium"), try plan.branch("aorticValve"),
            try plan.branch("pulmonaryValve")
        )
        for _ in 0..<40 { try solver.beat(steps: 215) }
        var (pleural, right, left, atrial) = ([Double](), [Double](), [Double](), [Double]())
        for _ in 0..<70 {
            var sum = 0.0
            let beat = try solver.beat(steps: 215) { sum += $0.enclosurePressure(0) / 215 }
            pleural.append(sum)
            atrial.append(beat.compartments[atrium].meanPressure)
            right.append(beat.branches[pulmonary].forward)
            left.append(beat.branches[aortic].forward)
        }
        // 0.2: what seventy independent beats exceed by chance once in twenty.
        #expect(correlation(pleural, atrial) > 0.2, "\(correlation(pleural, atrial))")
        #expect(correlation(pleural, right) < -0.2, "\(correlation(pleural, right))")
        #expect(correlation(pleural, left) > 0.2, "\(correlation(pleural, left))")
        let swing = (left.max() ?? 0) / (left.min() ?? 1) - 1
        #expect((0.01...0.3).contains(swing), "left stroke volume swings by \(100 * swing) %")
    }

    /// Positive pressure raises what a catheter reads in the right atrium and lowers output.
    @Test func ventilationRaisesAtrialPressureAndLowersOutput() throws {
        func rest(_ mean: Double) throws -> (atrial: Double, output: Double) {
            let solver = try Self.solver(["mean": mean, "amplitude": 0, "rate": 0])
            let beat = try solver.settle(steps: 215).beat
            let aortic = beat.branches[try solver.plan.branch("aorticValve")]
            return (
                beat.compartments[try solver.plan.compartment("rightAtrium")].meanPressure,
                (aortic.forward - aortic.backward) / beat.cycle
            )
        }
        let (spontaneous, ventilated) = (try rest(-4), try rest(5))
        #expect(ventilated.atrial > spontaneous.atrial + 2 * Units.mmHg)
        #expect(ventilated.output < 0.9 * spontaneous.output)
    }
}
