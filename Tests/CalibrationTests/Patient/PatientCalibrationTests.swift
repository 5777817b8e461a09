import Calibration
import Circuits
import Circulation
import Foundation
import Geometry
import Patients
import Quantities
import Testing

/// The closed loop fitted to what a patient's file says.
@Suite struct PatientCalibrationTests {
    /// A patient with measurements (name: value, unit) and a wall that nobody looks at.
    private func patient(
        _ measurements: [String: (Double, String)], heightCm: Double? = nil,
        weightKg: Double? = nil
    ) throws -> Patient {
        var subject = Subject(identifier: "p")
        subject.heightCm = heightCm
        subject.weightKg = weightKg
        var patient = Patient(
            subject: subject,
            anatomy: try TruncatedEllipsoid.land2015.anatomy(elementSize: 6, layers: 1))
        for (name, (value, unit)) in measurements {
            patient.measurements[name] = Measurement(
                [value], unit: try Unit(unit), kind: .measured)
        }
        return patient
    }

    private static let hypertensive: [String: (Double, String)] = [
        "heart_rate": (84, "1/min"), "systolic_pressure": (150, "mm[Hg]"),
        "diastolic_pressure": (12, "kPa"), "cardiac_output": (4.2, "L/min"),
        "lv_ejection_fraction": (45, "%"),
    ]

    @Test func theFittedLoopShowsTheMeasurements() throws {
        let calibration = try PatientCalibration(of: try patient(Self.hypertensive), count: 40)
        let report = CalibrationReport(calibration, patient: "p")
        #expect(report.measured.count == 4)
        for measured in report.measured {
            #expect(abs(measured.z) < 1.2, "\(measured.name): z \(measured.z)")
        }
        #expect(calibration.loop["heartRate"] == 84)
        let resistance = try #require(report.factors.first { $0.name == "systemicResistance" })
        #expect(resistance.factor > 1.2 && resistance.low > 1 && resistance.informed > 0.8)
        let right = try #require(report.factors.first { $0.name == "rightSize" })
        #expect(right.informed < 0.1 && right.askFor != nil)
        for predicted in report.predicted {
            // No valve leaks in the healthy loop, whatever its factors.
            let isNothing = predicted.name == "mitral_regurgitant_fraction"
            #expect(predicted.low < predicted.high || isNothing, "\(predicted.name)")
        }
        #expect(report.text.contains("next to nothing about"))
        #expect(report.notes.contains { $0.contains("uncertainty not given") })
    }

    /// What is written is the loop that was fitted, and every set of the ensemble is one that the file may
    /// hold.
    @Test func theWrittenPatientIsTheFittedOne() throws {
        var given = try patient(Self.hypertensive)
        let onset = LoopParameters.prefix + "leftAtrialOnset"
        given.parameters[onset] = StoredParameter(-130, unit: try Unit("ms"))
        let calibration = try PatientCalibration(of: given, count: 24)
        let patient = try given.calibrated(by: calibration, program: "test")
        #expect(patient.parameters[onset]?.value == -130)
        let loop = try LoopParameters(
            values: patient.parameters.filter { $0.key.hasPrefix(LoopParameters.prefix) }
                .mapValues(\.value))
        #expect(loop == calibration.loop)
        let ensemble = try #require(patient.posterior)
        #expect(ensemble.samples.count == 24 && ensemble.method == "laplace")
        let place = try #require(
            ensemble.names.firstIndex(of: "circulation.leftVentricularActiveElastance"))
        let values = ensemble.samples.map { $0[place] }
        let best = calibration.loop["leftVentricularActiveElastance"]
        #expect(values.contains { $0 < best } && values.contains { $0 > best })
        let deviation = try #require(
            patient.parameters["circulation.systemicArterialResistance"]?.standardDeviation)
        #expect(deviation > 0 && deviation < 0.3 * calibration.loop["systemicArterialResistance"])
    }

    @Test func theSameSeedGivesTheSameBits() throws {
        let given = try patient(Self.hypertensive)
        let first = try PatientCalibration(of: given, count: 16, seed: 4)
        let second = try PatientCalibration(of: given, count: 16, seed: 4)
        #expect(first.sample.sets == second.sample.sets)
        #expect(first.loop == second.loop)
    }

    /// All volumes scale with the body, no pressure does.
    @Test func aLargerBodyHasLargerVolumesAndTheSamePressures() throws {
        let pressures = ["systolic_pressure": (120.0, "mm[Hg]"), "heart_rate": (70.0, "1/min")]
        let average = try PatientCalibration(
            of: try patient(pressures, heightCm: 170, weightKg: 70), count: 2)
        let large = try PatientCalibration(
            of: try patient(pressures, heightCm: 195, weightKg: 105), count: 2)
        let ratio =
            large.posterior.study.base["bloodVolume"]
            / average.posterior.study.base["bloodVolume"]
        #expect(ratio > 1.25 && ratio < 1.45)
        for (place, output) in average.posterior.study.outputs.enumerated() {
            let before = average.fit.point.readings[place]
            guard before != 0 else {
                #expect(large.fit.point.readings[place] == 0, "\(output.name)")
                continue
            }
            let change = large.fit.point.readings[place] / before
            let scales = output.unit.hasSuffix("mL") || output.unit == "L/min"
            #expect(abs(change / (scales ? ratio : 1) - 1) < 1e-4, "\(output.name): \(change)")
        }
    }

    @Test func contradictionsAreNamed() throws {
        let cases: [([String: (Double, String)], String)] = [
            (
                ["systolic_pressure": (80, "mm[Hg]"), "diastolic_pressure": (90, "mm[Hg]")],
                "diastolic_pressure (90) is not below systolic_pressure (80)"
            ),
            (
                [
                    "lv_end_diastolic_volume": (120, "mL"), "lv_end_systolic_volume": (60, "mL"),
                    "lv_ejection_fraction": (85, "%"),
                ], "lv_ejection_fraction (85 %) does not match the volumes, which give 50 %"
            ),
            (
                [
                    "heart_rate": (60, "1/min"), "stroke_volume": (50, "mL"),
                    "cardiac_output": (9, "L/min"),
                ], "cardiac_output (9 L/min) is not heart_rate times stroke_volume, 3 L/min"
            ),
            (
                [
                    "heart_rate": (50, "1/min"), "cardiac_output": (9, "L/min"),
                    "lv_end_diastolic_volume": (90, "mL"),
                ], "needs strokes of 180 mL, more than the ventricle holds (90 mL)"
            ),
        ]
        for (measurements, sentence) in cases {
            do {
                _ = try PatientCalibration(of: try patient(measurements), count: 2)
                Issue.record("nothing thrown where \(sentence)")
            } catch let error as CalibrationError {
                #expect("\(error)".contains(sentence), "\(error)")
                #expect(!error.isDivergence)
            }
        }
    }

    @Test func nothingToFitAndWrongUnitsAreRefused() throws {
        #expect(throws: CalibrationError.nothingMeasured(usable: AdultOutput.names)) {
            try PatientCalibration(of: try patient(["qrs_duration": (90, "ms")]), count: 2)
        }
        do {
            _ = try PatientCalibration(
                of: try patient(["systolic_pressure": (120, "mL")]), count: 2)
            Issue.record("a pressure in mL was taken")
        } catch let error as CalibrationError {
            #expect("\(error)".contains("systolic_pressure"), "\(error)")
        }
    }

    /// No heart ejects a litre a minute at 390 mmHg: the search ends at a bound, or a measurement stands apart.
    @Test func whatNoHeartCanShowIsSaid() throws {
        do {
            let calibration = try PatientCalibration(
                of: try patient([
                    "systolic_pressure": (390, "mm[Hg]"), "cardiac_output": (1, "L/min"),
                ]), count: 8)
            let notes = CalibrationReport(calibration, patient: "p").notes
            #expect(notes.contains { $0.contains("no heart of this kind fits it") }, "\(notes)")
        } catch let error as CalibrationError {
            #expect(error.isDivergence, "\(error)")
        }
    }
}
