import Calibration
import Circulation
import Foundation
import Numerics
import Patients
import Quantities
import Testing

/// A loop with known factors, recorded with noise and an unknown delay, and fitted.
@Suite struct WaveRecoveryTests {
    private static let truth = [
        "systemicResistance": 0.35, "systemicCompliance": -0.3, "leftContractility": -0.25,
    ]

    /// Ten beats of a curve of the true loop, 10 ms between samples, from somewhere in a beat.
    private func wave(_ kind: MeasuredWave.Kind, noise: Double) throws -> MeasuredWave {
        let samples = 80
        let factors = LoopFactors.all
        let study = try LoopStudy(
            base: .healthyAdult, factors: factors,
            readings: (0..<samples).map { "\(kind.rawValue)@\(Double($0) / Double(samples))" })
        let curve = try study.point(factors.map { Self.truth[$0.name] ?? 0 }).readings
        let period = LoopParameters.healthyAdult.period
        var random = SplitMix64(seed: 5)
        let time = (0..<Int(10 * period / 10)).map { 10 * Double($0) }
        return try MeasuredWave(
            kind, time: time,
            values: time.map { moment in
                let place = (moment + 230) / period * Double(samples)
                let below = Int(place)
                let share = place - Double(below)
                return curve[below % samples]
                    + share * (curve[(below + 1) % samples] - curve[below % samples])
                    + noise * random.nextNormal()
            })
    }

    private func fitted(_ waves: [MeasuredWave]) throws -> (PatientCalibration, CalibrationReport) {
        var patient = KnownPatient(measurements: [:])
        patient.waves = waves
        let calibration = try PatientCalibration(of: patient, count: 8)
        return (calibration, CalibrationReport(calibration, patient: "p"))
    }

    @Test func anArterialWaveAloneIsShown() throws {
        let (calibration, report) = try fitted([try wave(.arterialPressure, noise: 1)])
        #expect(report.measured.isEmpty && report.measurementCount == 1)
        let shown = report.waves[0]
        #expect(shown.beats >= 8 && shown.error < 1, "\(shown)")
        #expect(shown.range > 10, "a wave to be explained: \(shown.range) mmHg")
        #expect(abs(calibration.loop["heartRate"] - 70) < 0.3)
        // Its steepest part comes with ejection.
        #expect((80...260).contains(shown.onsetMs), "\(shown.onsetMs) ms")
    }

    @Test func factorsComeBackFromPressureAndVolume() throws {
        let (_, report) = try fitted([
            try wave(.arterialPressure, noise: 1), try wave(.leftVolume, noise: 1.5),
        ])
        #expect(report.waves.allSatisfy { $0.error < 2 }, "\(report.waves)")
        for (name, truth) in Self.truth {
            let factor = try #require(report.factors.first { $0.name == name })
            #expect(
                (factor.low...factor.high).contains(exp(truth)),
                "\(name): \(exp(truth)) in \(factor.low)...\(factor.high)")
            #expect(factor.informed > 0.6, "\(name): \(factor.informed)")
        }
    }

    @Test func wavesThatBeatAtAnotherRateAreRefused() throws {
        var patient = KnownPatient(measurements: [
            "heart_rate": Measurement([95], unit: try Unit("1/min"), kind: .measured)
        ])
        patient.waves = [try wave(.arterialPressure, noise: 1)]
        let known = patient
        #expect {
            try PatientCalibration(of: known, count: 2)
        } throws: { "\($0)".contains("arterial_pressure beats at 70") }
    }
}
