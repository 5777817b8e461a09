import Circulation
import HeartModel
import Testing

/// What the chosen steps of a beat cost in accuracy.
@Suite struct StepAccuracyTests {
    /// Stroke volume, pressures and rates of one beat with a step control.
    private func summary(
        _ model: HeartModel, _ control: StepControl
    ) throws -> HaemodynamicSummary {
        var start = model.endDiastole
        start.control = control
        let run = HeartRun(try HeartSimulation(model, state: start))
        #expect(try run.beat { _, _ in true })
        return run.summary(0)
    }

    /// The first beat of the idealised heart, within 1 % of that in steps of 1 ms at most with an
    /// eighth of the pressure change in each.
    @Test func chosenStepsAreWithinAPercentOfFineOnes() throws {
        let model = try IdealHeart.model()
        var fine = StepControl()
        fine.largest = 4
        fine.pressureChangeAimed /= 8
        let chosen = try summary(model, StepControl())
        let expected = try summary(model, fine)
        for (name, value) in [
            ("stroke volume", \HaemodynamicSummary.left.strokeVolume),
            ("right stroke volume", \.right.strokeVolume),
            ("systolic pressure", \.left.systolicPressure),
            ("mean arterial pressure", \.aorta.mean),
            ("dP/dt max", \.left.maximumPressureRate),
        ] {
            let error = abs(chosen[keyPath: value] / expected[keyPath: value] - 1)
            #expect(error < 0.01, "\(name) differs by \(100 * error) %, allowed 1 %")
        }
    }
}
