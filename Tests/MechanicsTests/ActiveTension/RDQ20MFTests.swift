import Foundation
import Mechanics
import Numerics
import Quantities
import Testing
import TestSupport

@Suite struct RDQ20MFTests {
    /// A twitch from rest to `end` [ms]; tensions after each step and the last state.
    private func twitch(
        dt: Double, end: Double, peak: Double = 0.9, stretch: (Double) -> Double = { _ in 1 }
    ) -> (tension: [Double], derivative: [Double], state: [Double]) {
        var rig = ActiveTensionRig(RDQ20MF())
        var result = (tension: [Double](), derivative: [Double](), state: [Double]())
        for step in 0..<Int((end / dt).rounded()) {
            let times = (Double(step) * dt, Double(step + 1) * dt)
            rig.advance(
                dt: dt,
                calcium: (
                    calciumTransient(times.0, rest: 0.1, peak: peak),
                    calciumTransient(times.1, rest: 0.1, peak: peak)
                ), stretch: (stretch(times.0), stretch(times.1)))
            result.tension.append(rig.tension[0])
            result.derivative.append(rig.derivative[0])
        }
        result.state = rig.state
        return result
    }

    /// From 50 to 350 ms sarcomeres shorten from 2.2 to 2.068 µm and lengthen again.
    private func shortening(_ t: Double) -> Double {
        1 - 0.03 * (1 - cos(2 * .pi * min(max(t - 50, 0), 300) / 300))
    }

    /// Expected [kPa]: the authors' Python program (FrancescoRegazzoni/cardiac-activation, commit
    /// 26f05df, `model_RDQ20_MF` with its parameters for human cells at body temperature), inputs given
    /// every 0.1 ms, with its step lowered from 0.025 to 0.0125 ms and rates and crossbridges brought up
    /// to date in every step, not every 0.25 and 1 ms: as published it is 3 % above itself at 25 ms and
    /// 0.4 % below at 500 ms.
    @Test(arguments: [
        (
            false,
            [
                31.2821, 75.1788, 93.7504, 97.1283, 92.3920, 81.8491, 66.8930, 49.7500, 33.3118,
                20.0439,
            ]
        ),
        (
            true,
            [
                31.2821, 58.1994, 64.3342, 79.0843, 81.0776, 72.8312, 57.3457, 41.4777, 27.2418,
                16.1521,
            ]
        ),
    ])
    func twitchesAgreeWithTheReferenceImplementation(
        isShortening: Bool, expected: [Double]
    ) {
        let result = twitch(dt: 1, end: 500, stretch: isShortening ? shortening : { _ in 1 })
        for (index, value) in expected.enumerated() {
            let time = 50 * (index + 1)
            let error = abs(result.tension[time - 1] / value - 1)
            #expect(
                error < 2e-3,
                "\(result.tension[time - 1]) kPa at \(time) ms, expected \(value), rel. 2e-3")
        }
    }

    @Test func timeIntegrationIsOfSecondOrder() {
        func calcium(_ t: Double) -> Double { 0.4 + 0.4 * pow(sin(.pi * t / 160), 2) }
        func stretch(_ t: Double) -> Double { 1 - 0.08 * pow(sin(.pi * t / 160), 2) }
        var start = ActiveTensionRig(RDQ20MF())
        for _ in 0..<100 { start.advance(dt: 1, calcium: (0.4, 0.4), stretch: (1, 1)) }
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
        let steps = [0.5, 0.25, 0.125]
        let errors = steps.map { abs(tension($0) - exact) }
        let order = observedOrder(spacings: steps, errors: errors)
        #expect(abs(order - 2) < 0.1, "order \(order), expected 2, errors \(errors)")
    }

    @Test(arguments: [0, 0.15, 0.3, 0.5, 1, 10], [0.9, 1, 1.1])
    func steadyTensionFollowsTheClosedForm(calcium: Double, stretch: Double) {
        // Every reaction balances by itself at rest: a chain of units with nearest neighbours, solved by
        // the larger eigenvalue of its transfer matrix [[n, √(np)], [√(np), γ²p]], whose squared
        // eigenvector is the share of units that are not and that are permissive.
        var rig = ActiveTensionRig(RDQ20MF())
        for _ in 0..<800 {
            rig.advance(dt: 10, calcium: (calcium, calcium), stretch: (stretch, stretch))
        }
        let length = 2.2 * stretch
        let bound = calcium / (0.381 + 0.571 * (2.15 - length))
        let n = 1 + bound
        let p = 2 * (1 + 10 * bound) / (10 * 144)
        let difference = 144 * p - n
        let permissive = (1 + difference / (difference * difference + 4 * n * p).squareRoot()) / 2
        let overlap = min((1.65 - 1.25 + (length - 1.65) / 2) / 0.735, 1)
        let expected = 22_894 * overlap * permissive * 0.000778 / 0.13431
        let error = abs(rig.tension[0] - expected) / expected
        #expect(error < 1e-9, "observed \(rig.tension[0]) kPa, expected \(expected), rel. 1e-9")
    }

    @Test func crossbridgesFollowTheFlipsOfTheirUnits() {
        // At rest (r + kNP)·μN = kPN·μP for both moments, with mean flipping rates k of the centres.
        var rig = ActiveTensionRig(RDQ20MF())
        for _ in 0..<800 { rig.advance(dt: 10, calcium: (0.5, 0.5), stretch: (1, 1)) }
        var (permissive, closing, others, opening) = (0.0, 0.0, 0.0, 0.0)
        for i in 0..<16 {
            let neighbours = Double((i >> 3 & 1) + (i >> 1 & 1))
            if i & 4 != 0 {
                permissive += rig.state[i]
                closing += rig.state[i] * 0.013 * pow(12, 2 - neighbours)
            } else {
                others += rig.state[i]
                opening += rig.state[i] * 0.026 * pow(12, neighbours) / (i & 1 == 0 ? 10 : 1)
            }
        }
        let expected = closing / permissive / (0.13431 + opening / others)
        for moment in 0..<2 {
            let ratio = rig.state[18 + moment] / rig.state[16 + moment]
            #expect(abs(ratio / expected - 1) < 1e-9, "ratio \(ratio), expected \(expected)")
        }
    }

    @Test func bothNeighboursAreAlike() {
        let state = twitch(dt: 1, end: 150, stretch: shortening).state
        for i in 0..<16 {
            let mirrored = (i & 0b0101) | (i & 8) >> 2 | (i & 2) << 2
            #expect(abs(state[i] - state[mirrored]) < 1e-14, "states \(i) and \(mirrored)")
        }
    }

    @Test func longerSarcomeresPullHarder() {
        let peaks = [0.9, 1.0, 1.1].map { length in
            twitch(dt: 1, end: 300, peak: 0.5, stretch: { _ in length }).tension.max() ?? .nan
        }
        #expect(peaks[0] < peaks[1] && peaks[1] < peaks[2], "peaks \(peaks) kPa")
    }

    @Test func steadyShorteningHasTheForceOfItsVelocity() {
        // At constant velocity and permissiveness: Ta = aXB·χ·P·(f1 − v·f0/r)/r, r = r0 + α·v; at full
        // overlap, where χ does not change with length.
        let velocity = 5e-4
        var rig = ActiveTensionRig(RDQ20MF())
        for _ in 0..<200 { rig.advance(dt: 10, calcium: (1000, 1000), stretch: (1.2, 1.2)) }
        var stretch = 1.2
        for _ in 0..<200 {
            rig.advance(dt: 1, calcium: (1000, 1000), stretch: (stretch, stretch - velocity))
            stretch -= velocity
        }
        let permissive = [4, 5, 6, 7, 12, 13, 14, 15].map { rig.state[$0] }.reduce(0, +)
        let rate = 0.13431 + 25.184 * velocity
        let expected = 22_894 * permissive * (0.000778 - velocity * 0.032653 / rate) / rate
        let error = abs(rig.tension[0] / expected - 1)
        #expect(error < 1e-6, "observed \(rig.tension[0]) kPa, expected \(expected), rel. 1e-6")
    }

    @Test(arguments: [1.0, 5.0])
    func derivativeIsPositiveDuringContraction(dt: Double) {
        // Positive stiffness: the implicit coupling is damped, not excited.
        let result = twitch(dt: dt, end: 500, stretch: shortening)
        for (step, value) in result.derivative.enumerated() {
            #expect(value > 0, "derivative \(value) kPa at \(Double(step + 1) * dt) ms")
        }
    }

    @Test(arguments: [1.0, 2.5, 10.0])
    func statesStayFractionsUnderViolentLoading(dt: Double) {
        var rig = ActiveTensionRig(RDQ20MF())
        var stretch = 1.0
        for step in 0..<400 {
            let next = step % 2 == 0 ? 0.6 : 1.5
            let calcium = step % 7 < 4 ? 300.0 : 0.05
            rig.advance(dt: dt, calcium: (calcium, calcium), stretch: (stretch, next))
            stretch = next
            let units = rig.state[0..<16]
            #expect(units.allSatisfy { (-1e-15...1).contains($0) }, "state \(rig.state)")
            #expect(abs(units.reduce(0, +) - 1) < 1e-12)
            #expect(rig.state[16] > -1e-15 && rig.state[18] > -1e-15)
            #expect(rig.state[16] + rig.state[18] < 1)
            #expect(rig.tension[0].isFinite && rig.derivative[0].isFinite)
        }
    }

    @Test func coarseStepsStayCloseToFineOnes() {
        func peak(_ dt: Double) -> Double {
            twitch(dt: dt, end: 400, stretch: shortening).tension.max() ?? .nan
        }
        let fine = peak(0.0625)
        for dt in [1.0, 5.0] {
            let error = abs(peak(dt) - fine) / fine
            #expect(error < 0.01, "dt \(dt): peak differs by \(error), allowed 0.01")
        }
    }

    @Test func unknownAndSenselessParametersAreRefused() throws {
        #expect(throws: ParameterError.self) { try RDQ20MF(parameters: ["gamma": 12]) }
        #expect(throws: ParameterError.self) { try RDQ20MF(parameters: ["cooperativity": 0.5]) }
        #expect(throws: ParameterError.self) { try RDQ20MF(parameters: ["lengthCalcium": -1]) }
        let fast = try RDQ20MF(parameters: ["flippingRate": 0.1, "cooperativity": 40])
        var rig = ActiveTensionRig(fast)
        for _ in 0..<50 { rig.advance(dt: 1, calcium: (0.6, 0.6), stretch: (1, 1)) }
        #expect(rig.state[0..<16].allSatisfy { (-1e-15...1).contains($0) }, "state \(rig.state)")
    }

    @Test func cardNamesEveryState() {
        let states = RDQ20MF.card.states
        #expect(states.count == RDQ20MF().restingState.count)
        #expect(states[0] == "nnnFree" && states[11] == "pnpBound" && states[15] == "pppBound")
    }
}
