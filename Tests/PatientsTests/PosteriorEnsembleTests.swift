import Foundation
import Inspection
import Patients
import Quantities
import Storage
import Testing

/// Samples of parameters in a patient file: they come back exactly, or are refused with a sentence.
@Suite struct PosteriorEnsembleTests {
    let folder = PatientFolder()
    let catalogue = SamplePatient.catalogue

    private func reread(_ patient: Patient) throws -> Patient {
        try patient.write(to: folder.file("p.h5"), knowing: catalogue)
        return try Patient(reading: folder.file("p.h5"), knowing: catalogue)
    }

    /// The error of validating a sample patient with a changed posterior.
    private func problem(_ change: (inout PosteriorEnsemble) throws -> Void) throws -> String {
        var patient = try SamplePatient.make()
        var posterior = try #require(patient.posterior)
        try change(&posterior)
        patient.posterior = posterior
        do {
            try patient.validate(file: "p.h5", knowing: catalogue)
            return "no error"
        } catch {
            #expect(error.exitCode == 65)
            return error.description
        }
    }

    /// The error of reading a sample patient after a change to its file.
    private func error(_ change: (H5Group) throws -> Void) throws -> String {
        let path = folder.file("p.h5")
        try SamplePatient.make().write(to: path, knowing: catalogue)
        let writer = try H5Writer(revising: path)
        try change(writer.root)
        try writer.commit()
        do {
            _ = try Patient(reading: path, knowing: catalogue)
            return "no error"
        } catch {
            #expect(error.exitCode == 65)
            return error.description.replacingOccurrences(of: folder.path + "/", with: "")
        }
    }

    private func replace(_ name: String, with texts: [String], in root: H5Group) throws {
        try root.remove("hearttwin/posterior/\(name)")
        try root.write("hearttwin/posterior/\(name)", texts)
    }

    private func replace(_ values: [Double], shape: [Int], in root: H5Group) throws {
        try root.remove("hearttwin/posterior/samples")
        try root.write("hearttwin/posterior/samples", values, shape: shape)
    }

    @Test func samplesComeBackExactly() throws {
        let patient = try SamplePatient.make()
        let back = try reread(patient)
        #expect(patient.posterior != nil)
        #expect(back.posterior == patient.posterior)
        #expect(back.extras == nil)
    }

    /// Several chunks and compression, one column, no provenance.
    @Test func manySamplesOfOneParameterComeBackExactly() throws {
        var patient = try SamplePatient.make(full: false)
        patient.posterior = PosteriorEnsemble(
            names: ["fibres.endocardialAngle"], units: [try Unit("deg")],
            samples: (0..<40_000).map { [60 * sin(Double($0))] }, method: "smc")
        #expect(try reread(patient).posterior == patient.posterior)
    }

    @Test func aFileWithoutThemReadsAsBefore() throws {
        var patient = try SamplePatient.make()
        patient.posterior = nil
        let back = try reread(patient)
        #expect(back.posterior == nil)
        #expect(back.parameters == patient.parameters)
        let root = try H5File(reading: folder.file("p.h5")).root
        #expect(!root.exists("hearttwin/posterior"))
    }

    @Test func rangesIncludeTheirEnds() throws {
        let found = try problem { posterior in
            posterior.units = [try Unit("kPa"), try Unit("mmHg.s/mL")]
            posterior.samples = [[0.01, 0.2], [10, 5]]
        }
        #expect(found == "no error")
    }

    @Test func theSchemaDescribesThem() {
        let lines = PatientSchema.text(knowing: catalogue).split(separator: "\n")
            .map { $0.trimmingCharacters(in: .whitespaces) }
        for line in [
            "/hearttwin/posterior  (group)", "Optional; otherwise: parameters are known exactly.",
            "/hearttwin/posterior@method  (text, laplace | smc)",
            "/hearttwin/posterior@provenance  (text)",
            "/hearttwin/posterior/names  (text [parameters])",
            "/hearttwin/posterior/units  (text [parameters])",
            "/hearttwin/posterior/samples  (float64 [samples, parameters])",
        ] {
            #expect(lines.contains(line), "no \"\(line)\"")
        }
    }

    @Test func unknownAndRepeatedParametersAreNamed() throws {
        #expect(
            try problem { $0.names[1] = "circulation.sytemicResistance" }
                == "p.h5:/hearttwin/posterior/names[1]: unknown value "
                + "\"circulation.sytemicResistance\"; did you mean \"circulation.systemicResistance\"?"
        )
        #expect(
            try problem { posterior in
                posterior.names[1] = posterior.names[0]
                posterior.units[1] = posterior.units[0]
            }
                == "p.h5:/hearttwin/posterior/names[1]: parameter passive.a is out of range; "
                + "allowed: each parameter once")
    }

    @Test func unknownAndWrongUnitsAreNamed() throws {
        #expect(
            try problem { $0.units[0] = try Unit("mL") }
                == "p.h5:/hearttwin/posterior/units[0]: \"mL\" measures a volume, expected a "
                + "pressure such as \"kPa\"")
        #expect(
            try error { try replace("units", with: ["Pa", "mmHg.sec/mL"], in: $0) }
                .hasPrefix("p.h5:/hearttwin/posterior/units[1]: unknown unit \"sec\" in "))
    }

    @Test func unknownMethodsAreNamed() throws {
        let expected =
            "p.h5:/hearttwin/posterior@method: unknown value \"lapalce\"; did you mean \"laplace\"?"
        #expect(try problem { $0.method = "lapalce" } == expected)
        #expect(
            try error { try $0.setAttribute("method", "lapalce", of: "hearttwin/posterior") }
                == expected)
    }

    @Test func countsMustAgree() throws {
        #expect(
            try problem { $0.units.removeLast() }
                == "p.h5:/hearttwin/posterior/units: expected shape [2 (parameters)], found [1]")
        #expect(
            try problem { $0.samples[2].append(1) }
                == "p.h5:/hearttwin/posterior/samples[2]: expected shape [2 (parameters)], found [3]"
        )
        #expect(
            try error { try replace("units", with: ["Pa"], in: $0) }
                == "p.h5:/hearttwin/posterior/units: expected shape [2 (parameters)], found [1]")
        #expect(
            try error { try replace([1, 2, 3, 4, 5, 6], shape: [2, 3], in: $0) }
                == "p.h5:/hearttwin/posterior/samples: expected shape "
                + "[number of samples, 2 (parameters)], found [2, 3]")
        #expect(
            try error { try replace([1, 2, 3, 4, 5, 6], shape: [6], in: $0) }
                == "p.h5:/hearttwin/posterior/samples: expected shape "
                + "[number of samples, 2 (parameters)], found [6]")
    }

    @Test func thereMustBeTwoSamplesAndAParameter() throws {
        let expected =
            "p.h5:/hearttwin/posterior/samples: expected shape [2 or more, 2 (parameters)], found "
        #expect(try problem { $0.samples.removeAll() } == expected + "[0, 2]")
        #expect(try problem { $0.samples.removeLast(2) } == expected + "[1, 2]")
        #expect(try error { try replace([], shape: [0, 2], in: $0) } == expected + "[0, 2]")
        #expect(try error { try replace([620, 1], shape: [1, 2], in: $0) } == expected + "[1, 2]")
        let noParameter = "p.h5:/hearttwin/posterior/names: expected shape [1 or more], found [0]"
        #expect(
            try problem {
                $0 = PosteriorEnsemble(names: [], units: [], samples: [[], []], method: "smc")
            } == noParameter)
        #expect(
            try error { root in
                try replace("names", with: [], in: root)
                try replace("units", with: [], in: root)
                try replace([], shape: [3, 0], in: root)
            } == noParameter)
    }

    @Test func missingPiecesAreNamed() throws {
        for name in ["names", "units", "samples"] {
            let found = try error { try $0.remove("hearttwin/posterior/\(name)") }
            #expect(found.hasPrefix("p.h5:/hearttwin/posterior/\(name): missing"), "\(found)")
        }
        let found = try error { root in
            let texts = try ["names", "units"].map {
                try root.readText("hearttwin/posterior/\($0)")
            }
            let samples = try root.read("hearttwin/posterior/samples", as: Double.self)
            try root.remove("hearttwin/posterior")
            try root.write("hearttwin/posterior/names", texts[0])
            try root.write("hearttwin/posterior/units", texts[1])
            try root.write("hearttwin/posterior/samples", samples.values, shape: samples.shape)
        }
        #expect(found.hasPrefix("p.h5:/hearttwin/posterior@method: missing"), "\(found)")
    }

    @Test func valuesThatAreNotFiniteAreLocated() throws {
        #expect(
            try problem { $0.samples[1][0] = .nan }
                == "p.h5:/hearttwin/posterior/samples[1,0]: nan is not a finite number")
        #expect(
            try error { try replace([620, 1, 610, .infinity], shape: [2, 2], in: $0) }
                == "p.h5:/hearttwin/posterior/samples[1,1]: inf is not a finite number")
    }

    @Test func valuesOutOfRangeNameSampleAndParameter() throws {
        let expected =
            "p.h5:/hearttwin/posterior/samples[1,0]: passive.a = 20 kPa in sample 1 is out of "
            + "range; allowed: 0.01 to 10 kPa"
        #expect(try problem { $0.samples[1][0] = 20_000 } == expected)
        #expect(
            try error { try replace([620, 1, 20_000, 1], shape: [2, 2], in: $0) } == expected)
    }
}
