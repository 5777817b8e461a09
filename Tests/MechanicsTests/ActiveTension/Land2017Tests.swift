import Foundation
import Mechanics
import Numerics
import Quantities
import Testing

@Suite struct Land2017Tests {
    /// Prescribed shortening and lengthening, smooth, 0.9 … 1.1.
    private func stretch(_ t: Double) -> Double { 1 + 0.1 * sin(2 * .pi * t / 300) }

    /// A twitch from rest to `end` [ms]; returns time, tension and derivative of every step.
    private func twitch(
        _ model: Land2017, dt: Double, end: Double, stretch: (Double) -> Double = { _ in 1 },
        calcium: (Double) -> Double = { calciumTransient($0) }
    ) -> (time: [Double], tension: [Double], derivative: [Double], state: [Double]) {
        var rig = ActiveTensionRig(model)
        var result = (time: [Double](), tension: [Double](), derivative: [Double](), state: [0.0])
        for step in 0..<Int((end / dt).rounded()) {
            let t = Double(step) * dt
            rig.advance(
                dt: dt, calcium: (calcium(t), calcium(t + dt)),
                stretch: (stretch(t), stretch(t + dt)))
            result.time.append(t + dt)
            result.tension.append(rig.tension[0])
            result.derivative.append(rig.derivative[0])
        }
        result.state = rig.state
        return result
    }

    @Test func timeIntegrationIsOfSecondOrder() {
        // Past the kinks of the published formulas: T^(−nTm/2) under its bound of 100, no change of
        // sign of the distortion.
        func calcium(_ t: Double) -> Double { 0.6 + 0.6 * pow(sin(.pi * t / 160), 2) }
        func stretch(_ t: Double) -> Double { 1 - 0.08 * pow(sin(.pi * t / 160), 2) }
        var start = ActiveTensionRig(Land2017())
        for _ in 0..<100 { start.advance(dt: 1, calcium: (0.6, 0.6), stretch: (1, 1)) }
        func tension(_ dt: Double) -> Double {
            var rig = start
            for step in 0..<Int((80 / dt).rounded()) {
                let t = Double(step) * dt
                rig.advance(
                    dt: dt, calcium: (calcium(t), calcium(t + dt)),
                    stretch: (stretch(t), stretch(t + dt)))
            }
            return rig.tension[0]
        }
        let exact = tension(1.0 / 256)
        let errors = [0.5, 0.25, 0.125].map { abs(tension($0) - exact) }
        let order = log2(errors[0] / errors[2]) / 2
        #expect(abs(order - 2) < 0.1, "order \(order), expected 2, errors \(errors)")
    }

    @Test(arguments: [0.3, 0.45, 0.591, 0.8, 1.5])
    func steadyTensionFollowsTheClosedForm(calcium: Double) {
        // At rest ζ = 0 and the cycle gives S = rs/(1 + TRPN50^nTm·min(100, T^(−nTm/2))·T^(−nTm/2))
        // with T = q/(1 + q), q = (Ca/Ca50)².
        var rig = ActiveTensionRig(Land2017())
        for _ in 0..<800 { rig.advance(dt: 10, calcium: (calcium, calcium), stretch: (1, 1)) }
        let q = pow(calcium / 0.805, 2)
        let bound = q / (1 + q)
        let blocked = pow(0.35, 5) * min(100, pow(bound, -2.5)) / pow(bound, 2.5)
        let expected = 120 / (1 + blocked)
        let error = abs(rig.tension[0] - expected) / expected
        #expect(error < 1e-9, "observed \(rig.tension[0]) kPa, expected \(expected), rel. 1e-9")
    }

    @Test func skinnedCellsHaveThePublishedCalciumSensitivity() throws {
        // Land 2017's skinned calibration: half activation where T = TRPN50, Hill slope
        // nTRPN·nTm·(1 − TRPN50) = 2.86 there.
        let model = try Land2017(parameters: [
            "referenceTension": 40.5, "calciumHalf": 2.5, "tropomyosinExponent": 2.2,
            "weakBindingRate": 0.026, "powerStrokeRate": 0.004,
        ])
        func steady(_ calcium: Double) -> Double {
            var rig = ActiveTensionRig(model)
            for _ in 0..<800 { rig.advance(dt: 10, calcium: (calcium, calcium), stretch: (1, 1)) }
            return rig.tension[0]
        }
        let half = 2.5 * (0.35 / 0.65).squareRoot()
        let full = 40.5
        #expect(abs(steady(half) - full / 2) < 1e-6 * full)
        let step = 1.001
        func logit(_ force: Double) -> Double { log(force / (full - force)) }
        let hill = (logit(steady(half * step)) - logit(steady(half / step))) / (2 * log(step))
        #expect(abs(hill - 2.86) < 0.01, "Hill slope \(hill), expected 2.86")
    }

    @Test func withoutCalciumThereIsNoTension() {
        var rig = ActiveTensionRig(Land2017(), count: 8)
        for _ in 0..<50 { rig.advance(dt: 10, calcium: (0, 0), stretch: (1, 1.1)) }
        #expect(rig.tension.allSatisfy { abs($0) < 1e-12 }, "tension \(rig.tension)")
    }

    /// Expected: the same equations by SciPy's LSODA (rtol 1e-8), sampled at 1 ms. The twitch fitted
    /// to human data (peak 31 kPa at 153 ms, half relaxed 106 ms later) belongs to ToR-ORd's calcium.
    @Test(arguments: [
        (Land2017.calibrationForToRORd, 30.56, 153.0, 106.0), ([:], 34.77, 96.0, 66.0),
    ])
    func isometricTwitchAgreesWithAnIndependentSolver(
        parameters: [String: Double], peakTension: Double, timeToPeak: Double,
        halfRelaxation: Double
    ) throws {
        let result = twitch(
            try Land2017(parameters: parameters), dt: 1, end: 800,
            calcium: { calciumTransient($0, rest: 0.1, peak: 0.6) })
        let peak = try #require(result.tension.max())
        let peakIndex = try #require(result.tension.firstIndex(of: peak))
        let halfIndex = try #require(result.tension[peakIndex...].firstIndex { $0 < peak / 2 })
        let toPeak = result.time[peakIndex]
        let relaxation = result.time[halfIndex] - toPeak
        #expect(abs(peak / peakTension - 1) < 2e-3, "peak \(peak) kPa, expected \(peakTension)")
        #expect(abs(toPeak - timeToPeak) <= 1, "peak at \(toPeak) ms, expected \(timeToPeak)")
        #expect(abs(relaxation - halfRelaxation) <= 1, "\(relaxation) ms, \(halfRelaxation)")
    }

    @Test func longerSarcomeresPullHarder() {
        let peaks = [0.9, 1.0, 1.1].map { length in
            twitch(Land2017(), dt: 1, end: 400, stretch: { _ in length }).tension.max() ?? .nan
        }
        #expect(peaks[0] < peaks[1] && peaks[1] < peaks[2], "peaks \(peaks) kPa")
    }

    @Test func shorteningCostsTension() {
        let slow = twitch(Land2017(), dt: 1, end: 150)
        let fast = twitch(
            Land2017(), dt: 1, end: 150, stretch: { $0 < 100 ? 1 : 1 - 0.003 * ($0 - 100) })
        #expect(fast.tension[130] < 0.7 * slow.tension[130])
    }

    @Test(arguments: [1.0, 5.0])
    func derivativeIsPositiveDuringContraction(dt: Double) {
        // Positive stiffness: the implicit coupling is damped, not excited.
        let result = twitch(Land2017(), dt: dt, end: 600, stretch: stretch)
        for (time, value) in zip(result.time, result.derivative) where time > 10 {
            #expect(value > 0, "derivative \(value) kPa at \(time) ms")
        }
    }

    @Test(arguments: [1.0, 2.5, 10.0])
    func statesStayFractionsUnderViolentLoading(dt: Double) {
        var rig = ActiveTensionRig(Land2017())
        var stretch = 1.0
        for step in 0..<400 {
            let next = step % 2 == 0 ? 0.8 : 1.3
            let calcium = step % 7 < 4 ? 3.0 : 0.05
            rig.advance(dt: dt, calcium: (calcium, calcium), stretch: (stretch, next))
            stretch = next
            let populations = rig.state[0..<4]
            #expect(populations.allSatisfy { (0...1).contains($0) }, "state \(rig.state)")
            #expect(rig.state[0] + rig.state[1] + rig.state[3] <= 1 + 1e-12)
            #expect(rig.tension[0].isFinite)
        }
    }

    @Test func coarseStepsStayCloseToFineOnes() {
        func peak(_ dt: Double) -> Double {
            twitch(Land2017(), dt: dt, end: 400, stretch: stretch).tension.max() ?? .nan
        }
        let fine = peak(0.0625)
        for dt in [1.0, 5.0] {
            let error = abs(peak(dt) - fine) / fine
            #expect(error < 0.01, "dt \(dt): peak differs by \(error), allowed 0.01")
        }
    }

    @Test func unknownAndSenselessParametersAreRefused() throws {
        #expect(throws: ParameterError.self) { try Land2017(parameters: ["tref": 100]) }
        #expect(throws: ParameterError.self) { try Land2017(parameters: ["referenceTension": -1]) }
        #expect(throws: ParameterError.self) { try Land2017(parameters: ["lengthCalcium": -5]) }
        #expect(throws: ParameterError.self) {
            try Land2017(parameters: ["weakBindingRate": 0.01, "powerStrokeRate": 0.05])
        }
        let tuned = try Land2017(parameters: Land2017.calibrationForToRORd)
        #expect(tuned.parameters[4] == 0.021)
    }

    @Test func cardIsComplete() {
        let card = Land2017.card
        #expect(card.states.count == Land2017().restingState.count)
        for parameter in card.parameters {
            #expect(parameter.range.contains(parameter.defaultValue), "\(parameter.name)")
            #expect(parameter.source.contains("doi:"))
        }
    }
}
