import HeartCalibration
import HeartModel
import Testing

/// The search of the speed factor, with a duration known in closed form: 30 ms and 60 ms over the speed.
@Suite struct QRSFitTests {
    private func duration(_ parameters: HeartParameters) throws -> Double {
        // Sampled to whole milliseconds, as an ECG is.
        (30 + 60 / (try parameters.value("activation.septumScale"))).rounded()
    }

    @Test func longerAndShorterComplexesAreFound() throws {
        for target in [60.0, 75, 90, 120, 160] {
            let fit = try QRSFit(
                target: (target, 3), parameters: HeartParameters(), duration: duration)
            #expect(fit.before == 90 && abs(fit.after - target) <= 1, "\(fit)")
            #expect(abs(30 + 60 / fit.factor - target) < 1.6, "\(fit)")
            let scaled = try QRSFit.scaled(HeartParameters(), by: fit.factor)
            for name in QRSFit.speeds {
                let ratio = try scaled.value(name) / HeartParameters().value(name)
                #expect(abs(ratio - fit.factor) < 1e-12, "\(name)")
            }
        }
    }

    @Test func whatNoSpeedReachesIsSaid() {
        #expect {
            try QRSFit(target: (400, 3), parameters: HeartParameters(), duration: duration)
        } throws: { error in
            guard let error = error as? HeartCalibrationError else { return false }
            return error.isDivergence && "\(error)".contains("--activation")
        }
        #expect(throws: HeartCalibrationError.self) {
            try QRSFit(target: (20, 3), parameters: HeartParameters(), duration: duration)
        }
    }
}
