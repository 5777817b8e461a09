import Ionics
import Testing

@Suite struct MembraneTemplateTests {
    @Test func interpolationIsLinearAndPeriodic() {
        let template = MembraneTemplate(
            cycleLength: 3.5, sampleStep: 1, voltage: [0, 10, 20, 30], calcium: [1, 2, 3, 4])
        #expect(template.voltage(at: 1.25) == 12.5)
        #expect(template.voltage(at: 3) == 30)
        #expect(abs(template.voltage(at: 3.25) - 15) < 1e-12)
        #expect(abs(template.voltage(at: 3.5)) < 1e-12)
        #expect(abs(template.voltage(at: -2.25) - 12.5) < 1e-12)
        #expect(abs(template.calcium(at: 350 + 0.5) - 1.5) < 1e-12)
    }

    @Test func timeZeroIsTheUpstroke() throws {
        let model = IonicModels.ventricular
        let result = try PacedSteadyState.run(
            model, cells: model.cellTypes, cycleLength: 900.5, beats: 3)
        for paced in result {
            let template = paced.template
            #expect(template.voltage.count == 901)
            // Steepest between threshold and overshoot.
            #expect((-60...20).contains(template.voltage(at: 0)), "\(template.voltage(at: 0)) mV")
            #expect(template.voltage(at: 2) > 20)
            #expect(abs(template.voltage(at: -20) - paced.actionPotential.resting) < 0.5)
            #expect(template.calcium(at: 60) > 2 * template.calcium(at: -5))
        }
    }
}
