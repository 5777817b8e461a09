import Electrophysiology
import HeartModel
import Mechanics
import Reduction
import Testing

/// From estimates to expected errors.
@Suite struct ReducedModelTests {
    /// A model with checks of these errors and estimates.
    private func model(_ checks: [(error: Double, estimate: Double)]) throws -> ReducedModel {
        ReducedModel(
            basis: ReducedBasis(mean: [0], modes: [1], elements: [], weights: []),
            reference: WallReference(points: [], stretch: []),
            box: try ParameterBox(around: HeartParameters(), activations: ["normal"]),
            remainder: 0, residual: 0, snapshots: 0, patientDigest: "",
            checks: checks.map { pair in
                var check = HeldOutCheck()
                check.displacement = pair.error
                check.estimate = pair.estimate
                return check
            })
    }

    private func expected(_ model: ReducedModel, estimate: Double) -> Double {
        var found = ReductionEstimate()
        found.motion = 10
        found.distance = 10 * estimate
        return model.expectedError(found)
    }

    @Test func noCheckIsExpectedToBeBetterThanItWas() throws {
        let checks = [(error: 0.014, estimate: 0.005), (error: 0.019, estimate: 0.007)]
        let model = try model(checks)
        for check in checks {
            let error = expected(model, estimate: check.estimate)
            #expect(error >= check.error * (1 - 1e-12), "\(error), \(check)")
        }
        #expect(
            abs((model.calibration ?? 0) - 2.8) <= 1e-12, "\(String(describing: model.calibration))"
        )
    }

    /// An estimate that was a hundred times too large at every check is no reason to divide the next by a hundred.
    @Test func estimatesAreNeverScaledDown() throws {
        let model = try model([(error: 0.01, estimate: 1), (error: 0.02, estimate: 2)])
        #expect(expected(model, estimate: 0.03) == 0.03)
    }

    @Test func withoutAnEstimateNothingIsAccepted() throws {
        #expect(try model([(error: 0.01, estimate: .infinity)]).calibration == .infinity)
        #expect(ReductionEstimate().relative == .infinity)
    }
}
