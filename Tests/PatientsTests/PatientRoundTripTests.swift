import Fibres
import Foundation
import Geometry
import Numerics
import Patients
import Quantities
import Storage
import Testing

@Suite struct PatientRoundTripTests {
    let folder = PatientFolder()
    let catalogue = SamplePatient.catalogue

    private func reread(_ patient: Patient) throws -> Patient {
        try patient.write(to: folder.file("p.h5"), knowing: catalogue)
        return try Patient(reading: folder.file("p.h5"), knowing: catalogue)
    }

    @Test func everythingComesBack() throws {
        let patient = try SamplePatient.make()
        let back = try reread(patient)
        #expect(back.subject == patient.subject)
        #expect(back.anatomy.mesh.points == patient.anatomy.mesh.points)
        #expect(back.anatomy.mesh.tets == patient.anatomy.mesh.tets)
        #expect(back.anatomy.regions == patient.anatomy.regions)
        #expect(back.anatomy.triangles == patient.anatomy.triangles)
        #expect(back.anatomy.triangleTags == patient.anatomy.triangleTags)
        #expect(back.anatomy.coordinates?.rotational == patient.anatomy.coordinates?.rotational)
        #expect(back.valveRims == patient.valveRims)
        #expect(back.mechanicsMesh?.points == patient.mechanicsMesh?.points)
        #expect(back.mechanicsMesh?.tets == patient.mechanicsMesh?.tets)
        #expect(back.mechanicsMesh?.triangles == patient.mechanicsMesh?.triangles)
        #expect(back.mechanicsMesh?.triangleTags == patient.mechanicsMesh?.triangleTags)
        #expect(
            back.mechanicsMesh?.coordinates?.apicobasal
                == patient.mechanicsMesh?.coordinates?.apicobasal)
        #expect(back.referenceState?.points == patient.referenceState?.points)
        #expect(
            back.referenceState?.residualStretch == patient.referenceState?.residualStretch)
        #expect(back.referenceState?.provenance == patient.referenceState?.provenance)
        #expect(back.conduction == patient.conduction)
        #expect(back.electrodes == patient.electrodes)
        #expect(back.measurements == patient.measurements)
        #expect(back.waveforms == patient.waveforms)
        #expect(back.parameters == patient.parameters)
        #expect(back.posterior == patient.posterior)
        #expect(back.calibrations == patient.calibrations)
        #expect(back.provenance == patient.provenance)
        #expect(back.extras == nil)
    }

    /// A wave that cannot be one is not written, and the sentence says where it fails.
    @Test func waveformsAreChecked() throws {
        func refusal(_ change: (inout RecordedWaveform) -> Void) throws -> String {
            var patient = try SamplePatient.make()
            var wave = try #require(patient.waveforms["lv_volume"])
            change(&wave)
            patient.waveforms["lv_volume"] = wave
            do throws(PatientsError) {
                try patient.write(to: folder.file("never.h5"), knowing: catalogue)
                return "written"
            } catch { return "\(error)" }
        }
        let place = "/hearttwin/waveforms/lv_volume"
        #expect(
            try refusal { $0.time = [0, 0] }.contains(place + "/time[1]: 0 ms is out of range"))
        #expect(try refusal { $0.values = [1] }.contains(place + "/values: expected shape"))
        #expect(try refusal { $0.values[1] = .nan }.contains(place + "/values[1]: nan"))
        #expect(try refusal { ($0.time, $0.values) = ([1], [1]) }.contains("2 or more"))
        #expect(try refusal { $0.uncertainty = 0 }.contains(place + "@uncertainty"))
    }

    @Test func fibresComeBackInSinglePrecision() throws {
        let patient = try SamplePatient.make()
        let back = try reread(patient)
        let worst =
            zip(patient.fibres ?? [], back.fibres ?? [])
            .map { max(($0.fibre - $1.fibre).norm, ($0.sheet - $1.sheet).norm) }.max() ?? .infinity
        #expect(back.fibres?.count == patient.fibres?.count)
        #expect(worst < 1e-7, "largest difference \(worst)")
    }

    @Test func pressuresOfTheReferenceStateComeBack() throws {
        let patient = try SamplePatient.make()
        let pressures = try #require(try reread(patient).referenceState?.imagedPressures)
        #expect(abs(pressures.left - 1.25) < 1e-15)
        #expect(abs(pressures.right - 0.5) < 1e-15)
    }

    @Test func theLeastPatientIsValid() throws {
        let back = try reread(SamplePatient.make(full: false))
        #expect(back.fibres == nil && back.mechanicsMesh == nil && back.electrodes.isEmpty)
        #expect(back.measurements.isEmpty && back.parameters.isEmpty && back.valveRims.isEmpty)
    }

    @Test func aSecondRewriteGivesTheSameBytes() throws {
        let first = try reread(SamplePatient.make())
        try first.write(to: folder.file("q.h5"), knowing: catalogue)
        let a = try Data(contentsOf: URL(fileURLWithPath: folder.file("p.h5")))
        let b = try Data(contentsOf: URL(fileURLWithPath: folder.file("q.h5")))
        #expect(a == b)
        #expect(folder.contents == ["p.h5", "q.h5"])
    }

    @Test func otherProgramsDataSurviveARewrite() throws {
        let patient = try SamplePatient.make()
        try patient.write(to: folder.file("p.h5"), knowing: catalogue)
        let cells = patient.anatomy.mesh.tets.count
        let writer = try H5Writer(revising: folder.file("p.h5"))
        try writer.root.write("lab/scan/voxels", [UInt8](0..<200), shape: [10, 20])
        try writer.root.setAttribute("scanner", "CT-7", of: "lab/scan")
        try writer.root.write("hearttwin/annotations", ["a note"])
        try writer.root.write("VTKHDF/CellData/quality", [Float](repeating: 0.5, count: cells))
        try writer.root.setAttribute("reviewed", Int64(1), of: "hearttwin/subject")
        try writer.root.setAttribute("made_by", "another program")
        try writer.commit()

        let read = try Patient(reading: folder.file("p.h5"), knowing: catalogue)
        #expect(
            read.extras?.objects
                == ["/VTKHDF/CellData/quality", "/hearttwin/annotations", "/lab"])
        #expect(read.extras?.attributes == ["/@made_by", "/hearttwin/subject@reviewed"])
        // Over itself: the old file stays readable until the new one has taken its place.
        try read.write(to: folder.file("p.h5"), knowing: catalogue)
        let root = try H5File(reading: folder.file("p.h5")).root
        #expect(try root.read("lab/scan/voxels", as: UInt8.self).values == [UInt8](0..<200))
        #expect(try root.attributeText("scanner", of: "lab/scan") == ["CT-7"])
        #expect(try root.readText("hearttwin/annotations") == ["a note"])
        #expect(try root.info("VTKHDF/CellData/quality").shape == [cells])
        #expect(
            try root.attribute("reviewed", of: "hearttwin/subject", as: Int64.self).values == [1])
        #expect(try root.attributeText("made_by") == ["another program"])
    }

    @Test func unitsOfTheFileAreConverted() throws {
        try SamplePatient.make().write(to: folder.file("p.h5"), knowing: catalogue)
        let writer = try H5Writer(revising: folder.file("p.h5"))
        let root = writer.root
        let metres = try root.read("VTKHDF/Points", as: Double.self)
        try root.remove("VTKHDF/Points")
        try root.write("VTKHDF/Points", metres.values.map { $0 / 1000 }, shape: metres.shape)
        try root.setAttribute("units", "m", of: "VTKHDF/Points")
        try root.remove("hearttwin/subject/height")
        try root.write("hearttwin/subject/height", [1.685], shape: [])
        try root.setAttribute("units", "m", of: "hearttwin/subject/height")
        try writer.commit()
        let patient = try Patient(reading: folder.file("p.h5"), knowing: catalogue)
        let last = try #require(patient.anatomy.mesh.points.last)
        let expected = try #require(try SamplePatient.make().anatomy.mesh.points.last)
        #expect((last - expected).norm < 1e-12)
        #expect(abs((patient.subject.heightCm ?? 0) - 168.5) < 1e-12)
    }

    @Test func anInvalidPatientIsNotWritten() throws {
        var patient = try SamplePatient.make()
        patient.anatomy.mesh.points[3].y = .nan
        let error = #expect(throws: PatientsError.self) {
            try patient.write(to: folder.file("p.h5"), knowing: catalogue)
        }
        #expect(
            error
                == .notFinite(
                    file: folder.file("p.h5"), object: "/VTKHDF/Points", index: [3, 1],
                    value: "nan"))
        #expect(folder.contents.isEmpty)
    }
}
