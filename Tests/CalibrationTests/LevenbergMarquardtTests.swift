import Calibration
import Testing

@Suite struct LevenbergMarquardtTests {
    @Test func findsTheMinimumOfRosenbrocksValley() throws {
        var solver = LevenbergMarquardt()
        solver.relativeTolerance = 1e-12
        solver.differenceStep = 1e-7
        let fit = try solver.fit(start: [-1.2, 1], lower: [-5, -5], upper: [5, 5]) {
            [10 * ($0[1] - $0[0] * $0[0]), 1 - $0[0]]
        }
        #expect(abs(fit.values[0] - 1) < 1e-5 && abs(fit.values[1] - 1) < 1e-5, "\(fit.values)")
        #expect(fit.onBound.isEmpty)
    }

    @Test func covarianceOfALinearProblemIsExact() throws {
        // Line through four points: covariance (XᵀX)⁻¹ in closed form.
        let x = [0.0, 1, 2, 3]
        let fit = try LevenbergMarquardt().fit(start: [0, 0], lower: [-9, -9], upper: [9, 9]) { p in
            x.map { p[0] + p[1] * $0 - (1 + 2 * $0) }
        }
        let expected = [0.7, -0.3, -0.3, 0.2]
        for (observed, value) in zip(fit.covariance, expected) {
            #expect(abs(observed - value) < 1e-6, "\(fit.covariance), expected \(expected)")
        }
    }

    @Test func boundsHoldAndAreReported() throws {
        let fit = try LevenbergMarquardt().fit(start: [0.5], lower: [0], upper: [1]) { [$0[0] - 3] }
        #expect(fit.values == [1])
        #expect(fit.onBound == [0])
    }

    @Test func aFitWithoutEndSaysSo() {
        var solver = LevenbergMarquardt()
        solver.maximumIterations = 1
        #expect(throws: CalibrationError.self) {
            try solver.fit(start: [-1.2, 1], lower: [-5, -5], upper: [5, 5]) {
                [10 * ($0[1] - $0[0] * $0[0]), 1 - $0[0]]
            }
        }
    }
}
