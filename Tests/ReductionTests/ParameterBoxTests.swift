import Electrophysiology
import HeartModel
import Reduction
import Testing

@Suite struct ParameterBoxTests {
    private func box() throws -> ParameterBox {
        try ParameterBox(around: HeartParameters(), activations: ["normal"])
    }

    @Test func itsOwnPointsAreInside() throws {
        let box = try box()
        let plan = try TrainingPlan(box, points: 9, checks: 3)
        #expect(plan.training.count == 9)
        for point in plan.training + plan.checks {
            let asked = try box.parameters(at: point.place)
            let reasons = try box.reasonsOutside(asked, activation: ActivationProtocols.normal)
            #expect(reasons.isEmpty, "\(reasons)")
        }
    }

    @Test func everyAxisStandsAtBothEndsEquallyOften() throws {
        let plan = try TrainingPlan(try box(), points: 9, checks: 0)
        for axis in 0..<5 {
            let ends = plan.training.dropFirst().map { $0.place[axis] }
            #expect(ends.reduce(0, +) == 4, "axis \(axis): \(ends)")
        }
    }

    @Test func whatWasNotTrainedIsNamed() throws {
        let box = try box()
        var asked = HeartParameters()
        try asked.set("wall.contractilityLeft", 2)
        try asked.set("wall.viscosity", 200)
        // Parameters of the circulation that are no axis are judged by the estimate.
        try asked.set("circulation.systemicArterialCompliance", 1)
        let reasons = try box.reasonsOutside(
            asked, activation: ActivationProtocols.leftBundleBranchBlock)
        #expect(reasons.count == 3, "\(reasons)")
        for word in ["contractilityLeft", "viscosity", "lbbb"] {
            #expect(reasons.contains { $0.contains(word) }, "\(word) in \(reasons)")
        }
    }
}
