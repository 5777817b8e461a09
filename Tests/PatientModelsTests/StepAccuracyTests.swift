import Circulation
import HeartModel
import Mechanics
import Testing

/// What the chosen steps of a beat cost in accuracy.
@Suite struct StepAccuracyTests {
    /// Stroke volume, pressures and rates of one beat with a step control and, where given, another
    /// relative out-of-balance force [1].
    private func summary(
        _ model: HeartModel, _ control: StepControl, forceTolerance: Double? = nil
    ) throws -> HaemodynamicSummary {
        var start = model.endDiastole
        start.control = control
        var settings = HeartSimulation.settings
        if let forceTolerance { settings.forceTolerance = forceTolerance }
        let simulation = try HeartSimulation(model, state: start, settings: settings)
        let run = HeartRun(simulation)
        #expect(try run.beat { _, _ in true })
        // Volumes are met however loosely forces are.
        let gap = simulation.effort.largestVolumeResidual
        #expect(gap <= settings.volumeTolerance, "volumes differ by \(gap) mm³")
        return run.summary(0)
    }

    /// The first beat of the idealised heart, within 1 % of that in steps of 1 ms at most with an
    /// eighth of the pressure change in each, and with forces to 1e-6.
    @Test func chosenStepsAreWithinAPercentOfFineOnes() throws {
        let model = try IdealHeart.model()
        var fine = StepControl()
        fine.largest = 4
        fine.pressureChangeAimed /= 8
        let chosen = try summary(model, StepControl())
        let expected = try summary(model, fine, forceTolerance: 1e-6)
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
