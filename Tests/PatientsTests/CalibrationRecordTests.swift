import Inspection
import Patients
import Quantities
import Storage
import Testing

/// What calibrations found, in a patient file: it comes back exactly, or is refused with a sentence.
@Suite struct CalibrationRecordTests {
    let folder = PatientFolder()
    let catalogue = SamplePatient.catalogue
    private static let place = "/hearttwin/calibration/loop"

    /// The error of writing a sample patient with a changed record, or of reading it after a change to its file.
    private func refusal(
        _ change: (inout CalibrationRecord) throws -> Void = { _ in },
        file damage: ((H5Group) throws -> Void)? = nil
    ) throws -> String {
        let path = folder.file("p.h5")
        var patient = try SamplePatient.make()
        var record = try #require(patient.calibrations["loop"])
        try change(&record)
        patient.calibrations["loop"] = record
        do throws(PatientsError) {
            try patient.write(to: path, knowing: catalogue)
        } catch { return error.description }
        if let damage {
            let writer = try H5Writer(revising: path)
            try damage(writer.root)
            try writer.commit()
        }
        do throws(PatientsError) {
            _ = try Patient(reading: path, knowing: catalogue)
            return "no error"
        } catch {
            #expect(error.exitCode == 65)
            return error.description
        }
    }

    @Test func recordsAreShownByTheInspection() throws {
        #expect(try refusal() == "no error")
        let parts = PatientInspection(
            of: try SamplePatient.make(), file: "p.h5", knowing: catalogue
        ).parts
        let part = try #require(parts.first { $0.path == PatientSchema.calibrationGroup.path })
        #expect(
            part.content
                == "heart: 0 factors by 0 numbers; loop: 2 factors by 1 number, at most 0.5 deviations off"
        )
    }

    @Test func brokenRecordsAreNotWritten() throws {
        for (change, words) in [
            ({ $0.factors[1].name = "resistance" }, "/factors[1]: resistance is out of range"),
            ({ $0.factors[1].value = .nan }, "/values[1]: nan"),
            ({ $0.factors[0].lower = 1.4 }, "/lower[0]: 1.4 is out of range"),
            ({ $0.readings[0].deviation = 0 }, "/deviations[0]: 0 is out of range"),
            ({ $0.readings[0].fitted = .infinity }, "/fitted[0]: inf"),
            ({ $0.correlations[0][1] = 0.3 }, "/correlations[0,1]: 0.3 is out of range"),
            ({ $0.correlations[1][1] = 0.9 }, "/correlations[1,1]: 0.9 is out of range"),
            ({ $0.correlations.removeLast() }, "/correlations: expected shape"),
        ] as [((inout CalibrationRecord) -> Void, String)] {
            let found = try refusal(change)
            #expect(found.contains(Self.place + words), "\(found)")
        }
    }

    @Test func brokenFilesAreNotRead() throws {
        func replaced(_ name: String, _ values: [Double], _ shape: [Int]) -> (H5Group) throws ->
            Void
        {
            { root in
                let path = String(Self.place.dropFirst()) + "/" + name
                try root.remove(path)
                try root.write(path, values, shape: shape)
            }
        }
        for (damage, words) in [
            (replaced("z", [0.6], [1]), "/z[0]: 0.6 is out of range; allowed: (fitted - target)"),
            (replaced("targets", [1, 2], [2]), "/targets: expected shape [1 (readings)]"),
            (replaced("correlations", [1, -1.2, -1.2, 1], [2, 2]), "/correlations[0,1]: -1.2"),
            (replaced("correlations", [1], [1, 1]), "/correlations: expected shape"),
            (replaced("informed", [0.5, .nan], [2]), "/informed[1]: nan"),
        ] {
            let found = try refusal(file: damage)
            #expect(found.contains(Self.place + words), "\(found)")
        }
    }

    @Test func correlationsOfACovariance() {
        let found = CalibrationRecord.correlations(
            of: [4, -3, 0, -3, 9, 0, 0, 0, 0], count: 3)
        #expect(found == [[1, -0.5, 0], [-0.5, 1, 0], [0, 0, 1]])
        // Round-off beyond one.
        #expect(
            CalibrationRecord.correlations(of: [1, 1 + 1e-15, 1 + 1e-15, 1], count: 2)[0][1] == 1)
    }
}
