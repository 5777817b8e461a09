import Foundation
import Mechanics
import TestSupport
import Testing

/// Tension under a prescribed activation.
@Suite struct BestelClementSorineTests {
    /// Tension after `end` ms in equal steps, and the largest on the way.
    private func run(
        _ model: BestelClementSorine = BestelClementSorine(), to end: Double, steps: Int
    ) -> (end: Double, peak: Double) {
        var rig = ActiveTensionRig(model)
        var peak = 0.0
        let dt = end / Double(steps)
        for step in 0..<steps {
            let time = Double(step) * dt
            rig.advance(dt: dt, calcium: (time, time + dt), stretch: (1, 1))
            peak = max(peak, rig.tension[0])
        }
        return (rig.tension[0], peak)
    }

    @Test func thereIsNoTensionBeforeTheActivation() {
        #expect(run(to: 140, steps: 140).peak == 0)
    }

    @Test func lastingActivationApproachesTheStressExponentially() throws {
        let model = try BestelClementSorine(parameters: [
            "systoleOnset": 0, "diastoleOnset": 10_000, "peakStress": 80,
        ])
        // Long after the switch a = amax, so that σ0 − τ decays with exactly that rate.
        var rig = ActiveTensionRig(model)
        for step in 0..<200 {
            let time = Double(step)
            rig.advance(dt: 1, calcium: (time, time + 1), stretch: (1, 1))
        }
        let before = 80 - rig.tension[0]
        rig.advance(dt: 100, calcium: (200, 300), stretch: (1, 1))
        let after = 80 - rig.tension[0]
        #expect(abs(after / before / exp(-0.5) - 1) < 1e-12, "\(after) of \(before) kPa left")
    }

    @Test func thePeakIsThatOfTheEquation() {
        // The equation by another program's Runge-Kutta method to nine digits: 118.1064 kPa.
        let peak = run(to: 1000, steps: 10_000).peak
        #expect(abs(peak - 118.1064) < 1e-3, "peak \(peak) kPa")
    }

    @Test func longStepsAreDividedIntoShortParts() {
        let long = run(to: 300, steps: 3).end
        let short = run(to: 300, steps: 600).end
        #expect(abs(long - short) < 1e-9, "\(long) and \(short) kPa")
    }

    @Test func theIntegrationIsOfSecondOrder() throws {
        // Without relaxation the right-hand side has no kink where a changes its sign. Steps are
        // shorter than the longest part of half a millisecond.
        let model = try BestelClementSorine(parameters: ["relaxationRate": 0])
        let exact = run(model, to: 165, steps: 100_000).end
        let counts = [400, 800, 1600]
        let errors = counts.map { abs(run(model, to: 165, steps: $0).end - exact) }
        let order = observedOrder(spacings: counts.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - 2) < 0.1, "order \(order), expected 2; errors \(errors) kPa")
    }

    @Test func theActivationSwitchesBetweenItsRates() {
        let model = BestelClementSorine()
        #expect(abs(model.activation(at: 0) + 0.03) < 1e-12)
        #expect(abs(model.activation(at: 320) - 0.005) < 1e-12)
        #expect(abs(model.activation(at: 160) + 0.0125) < 1e-12)
    }
}
