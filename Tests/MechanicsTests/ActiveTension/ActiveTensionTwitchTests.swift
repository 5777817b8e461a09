import Foundation
import Mechanics
import Quantities
import Testing

@Suite struct ActiveTensionTwitchTests {
    private func evaluate(
        _ time: Double, _ stretch: Double, _ model: ActiveTensionTwitch = ActiveTensionTwitch()
    ) -> (tension: Double, slope: Double) {
        var rig = ActiveTensionRig(model)
        rig.advance(dt: 1, calcium: (time, time), stretch: (stretch, stretch))
        return (rig.tension[0], rig.derivative[0])
    }

    @Test func tensionIsThatOfTheFormula() {
        let phi = tanh(5 * (1.05 - 0.7))
        let tau = 100 + 500 * (1 - phi)
        let expected = 120 * phi * pow(tanh(85 / tau) * tanh(215.0 / 100), 2)
        let observed = evaluate(100, 1.05).tension
        #expect(abs(observed - expected) < 1e-12 * expected, "\(observed), expected \(expected)")
    }

    @Test func derivativeByStretchAgreesWithDifferences() {
        for time in [20.0, 100, 250] {
            for stretch in [0.75, 0.9, 1.0, 1.15] {
                let step = 1e-6
                let expected =
                    (evaluate(time, stretch + step).tension
                        - evaluate(time, stretch - step).tension) / (2 * step)
                let observed = evaluate(time, stretch).slope
                #expect(abs(observed - expected) < 1e-6 * max(1, abs(expected)))
            }
        }
    }

    @Test func thereIsNoTensionOutsideTheTwitch() {
        for (time, stretch) in [(-10.0, 1.0), (10, 1), (316, 1), (100, 0.69)] {
            let point = evaluate(time, stretch)
            #expect(point.tension == 0 && point.slope == 0, "at \(time) ms, stretch \(stretch)")
        }
    }

    @Test func unknownParametersAreRefused() {
        #expect(throws: ParameterError.self) { try ActiveTensionTwitch(parameters: ["tpeak": 1]) }
    }
}
