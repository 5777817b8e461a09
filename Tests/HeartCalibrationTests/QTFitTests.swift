import Glibc
import HeartCalibration
import Testing

/// The search of the repolarising current, with a QT interval known in closed form: 250 ms and 100 ms over its root.
@Suite struct QTFitTests {
    private func interval(_ factor: Double) -> Double {
        (250 + 100 / factor.squareRoot()).rounded()
    }

    @Test func longerAndShorterIntervalsAreFound() throws {
        for target in [310.0, 350, 351, 380, 430] {
            let fit = try QTFit(target: (target, 4), interval: interval)
            #expect(fit.before == 350 && abs(fit.after - target) <= 1, "\(fit)")
            #expect(abs(250 + 100 / fit.factor.squareRoot() - target) < 1.6, "\(fit)")
            // d(QT)/d(ln factor) = −50/√factor, as far as whole milliseconds show it.
            #expect(fit.slope < -20 && fit.slope > -130, "\(fit)")
            #expect(fit.evaluations <= 8, "\(fit)")
        }
    }

    @Test func whatNoCurrentReachesIsSaid() {
        for target in [250.0, 700] {
            #expect {
                try QTFit(target: (target, 4), interval: interval)
            } throws: { error in
                guard let error = error as? HeartCalibrationError else { return false }
                return error.isDivergence && "\(error)".contains("QT interval")
            }
        }
    }
}
