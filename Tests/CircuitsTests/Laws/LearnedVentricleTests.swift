import Circuits
import Circulation
import Numerics
import Quantities
import Testing

/// Ventricles learned from three-dimensional ones, as a law and in the adult's loop.
@Suite struct LearnedVentricleTests {
    /// An elastance that rises and falls within 400 of 800 ms, and an offset.
    private static let values: [String: Double] = {
        var values = [
            "activeUnstressedVolume": 12, "passivePressure": 0.5, "passiveStiffness": 0.026,
            "passiveUnstressedVolume": 10, "period": 800, "systole": 400,
        ]
        for (knot, name) in LearnedVentricle.elastanceNames.enumerated() {
            values[name] = knot < 50 ? 2.4 * Double(knot * (50 - knot)) / 625 : 0
        }
        for (knot, name) in LearnedVentricle.offsetNames.enumerated() {
            values[name] = knot == 55 ? -2 : 0
        }
        return values
    }()

    /// Pressure [mmHg] of 100 mL at a time of a beat [ms].
    private func pressure(at time: Double, cycle: Double = 800) throws -> Double {
        let set = try LawProbe.parameters(LearnedVentricle.card, Self.values)
        return LawProbe.with(set) {
            LearnedVentricle.pressure(content: 100 * Units.mL, time: time, cycle: cycle, $0).value
        } / Units.mmHg
    }

    private func passive(_ volume: Double) -> Double {
        0.5 * (Double.exp(0.026 * (volume - 10)) - 1)
    }

    @Test func aBeatOfTheLearnedLengthIsTheOneThatWasLearned() throws {
        for knot in [0, 1, 20, 25, 49, 55, 99] {
            let elastance = knot < 50 ? 2.4 * Double(knot * (50 - knot)) / 625 : 0
            let expected = elastance * 88 + (knot == 55 ? -2 : 0) + passive(100)
            let found = try pressure(at: 8 * Double(knot))
            #expect(abs(found - expected) < 1e-9, "knot \(knot): \(found), expected \(expected)")
        }
        #expect(abs(try pressure(at: 804) - (try pressure(at: 4))) < 1e-9)
    }

    @Test func systoleShortensAsTheSquareRootAndDiastoleTakesTheRest() throws {
        // A beat of 512 ms is 0.64 of the learned one: systole 0.8 of 400 ms.
        #expect(abs(try pressure(at: 160, cycle: 512) - (try pressure(at: 200))) < 1e-9)
        // Diastole from 320 to 512 ms stands for 400 to 800 ms: the offset at 440 ms.
        #expect(abs(try pressure(at: 339.2, cycle: 512) - (try pressure(at: 440))) < 1e-9)
        // Continuous where one becomes the other, and from beat to beat.
        for edge in [320.0, 512] {
            let jump =
                try pressure(at: edge - 1e-7, cycle: 512)
                - (try pressure(at: edge + 1e-7, cycle: 512))
            #expect(abs(jump) < 1e-5, "\(edge) ms: \(jump)")
        }
    }

    private func circuit(contractility: Double = 1) throws -> (CircuitPlan, CircuitSolver<Double>) {
        let adult = LoopParameters.healthyAdult
        var left = Self.values
        left["contractility"] = contractility
        var right = Self.values
        for name in LearnedVentricle.elastanceNames { right[name, default: 0] *= 0.2 }
        right["passiveStiffness"] = 0.012
        let plan = try CircuitPlan(adult.circuit(learned: left, right: right, with: adult))
        let solver = try CircuitSolver(plan, state: adult.circuitState(plan))
        return (plan, solver)
    }

    @Test func bloodIsConserved() throws {
        let (plan, solver) = try circuit()
        let before = solver.bloodVolume
        for _ in 0..<5 { try solver.beat(steps: 200) }
        #expect(abs(solver.bloodVolume / before - 1) < 1e-12)
        let beat = try solver.beat(steps: 200)
        let stroke = beat.branches[try plan.branch("aorticValve")].forward / Units.mL
        #expect(stroke > 30, "\(stroke) mL")
    }

    @Test func derivativesOfThePeriodicBeatAreDifferencesOfPeriodicBeats() throws {
        func readings(_ contractility: Double) throws -> (CircuitSolver<Double>, [AdultOutput]) {
            let (plan, solver) = try circuit(contractility: contractility)
            try solver.settle(steps: 200, volumeTolerance: 1e-6)
            let outputs = try [
                "stroke_volume", "mean_arterial_pressure", "lv_end_diastolic_volume",
            ]
            .compactMap { try AdultOutput($0, in: plan) }
            return (solver, outputs)
        }
        let (solver, outputs) = try readings(1)
        let slot = try solver.plan.address(of: "leftVentricleWall.contractility").slot
        let found = try solver.derivatives(
            steps: 200, directions: [CircuitDirection(parameters: [(slot, 1)])], outputs: outputs)
        let e = 1e-4
        func numbers(_ contractility: Double) throws -> [Double] {
            let (solver, outputs) = try readings(contractility)
            let beat = try solver.beat(steps: 200)
            return outputs.map { $0.value(beat) }
        }
        let (above, below) = (try numbers(1 + e), try numbers(1 - e))
        for place in outputs.indices {
            let difference = (above[place] - below[place]) / (2 * e)
            #expect(
                abs(found.jacobian[0][place] / difference - 1) < 1e-4,
                "\(outputs[place].name): \(found.jacobian[0][place]), differences \(difference)")
        }
    }

    @Test func theReflexFindsTheContractility() throws {
        let (plan, solver) = try circuit()
        try solver.settle(steps: 200, volumeTolerance: 0.1)
        #expect(WallContractility.of(plan).map(\.circuit)[0] == "leftVentricleWall.contractility")
        let reflex = try Baroreflex(restingAt: solver, steps: 200)
        let before = solver.state
        for _ in 0..<20 { _ = try reflex.beat(solver) }
        let change = zip(before.volumes, solver.state.volumes).map { abs($1 - $0) }.max() ?? 0
        #expect(change < 0.01 * 100 * Units.mL, "a heart at rest moved by \(change) mm³")
    }
}
