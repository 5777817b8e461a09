import Foundation
import Geometry
import Inspection
import Patients
import Quantities
import Testing

@Suite struct PatientInspectionTests {
    private func inspect(_ change: (inout Patient) throws -> Void = { _ in }) throws
        -> PatientInspection
    {
        var patient = try SamplePatient.make()
        try change(&patient)
        return PatientInspection(of: patient, file: "p.h5", knowing: SamplePatient.catalogue)
    }

    private func value(_ name: String, _ inspection: PatientInspection) throws
        -> PatientInspection.Value
    {
        try #require(inspection.values.first { $0.name == name })
    }

    @Test func anatomyIsMeasured() throws {
        let shape = TruncatedEllipsoid.land2015
        let patient = Patient(
            subject: Subject(identifier: "fine"),
            anatomy: try shape.anatomy(elementSize: 1.5, layers: 2))
        let summary = AnatomySummary(of: patient)
        let cavity = try #require(summary.leftCavityML)
        let expected = shape.cavityVolume / 1000
        #expect(abs(cavity / expected - 1) < 0.02, "\(cavity) mL, expected \(expected) mL")
        let wall = try #require(summary.wallML["leftVentricle"])
        let expectedWall = shape.wallVolume / 1000
        #expect(abs(wall / expectedWall - 1) < 0.02, "\(wall) mL, expected \(expectedWall) mL")
        #expect(summary.leftOpenings == 1)
        #expect(summary.rightCavityML == nil)
    }

    @Test func valuesAreConvertedAndJudged() throws {
        let inspection = try inspect { patient in
            patient.measurements["heart_rate"] = Measurement(
                try Quantity("1.2 Hz"), kind: .measured)
            patient.measurements["diastolic_pressure"] = Measurement(
                try Quantity("5.5 kPa"), kind: .measured)
            patient.measurements["mean_arterial_pressure"] = Measurement(
                try Quantity("12000 mmHg"), kind: .measured)
        }
        let rate = try value("heart_rate", inspection)
        #expect(abs((rate.value ?? 0) - 72) < 1e-12, "\(rate.value ?? .nan) /min, expected 72")
        #expect(rate.plausibility == .normal)
        #expect(try value("diastolic_pressure", inspection).plausibility == .unusual)
        #expect(try value("mean_arterial_pressure", inspection).plausibility == .implausible)
        #expect(
            inspection.warnings.contains(
                "mean_arterial_pressure is implausible: 12000 mm[Hg], normal 70 to 105; check "
                    + "number and unit"))
        let systolic = try value("systolic_pressure", inspection).value ?? 0
        #expect(abs(systolic - 356.5 / 3) < 1e-12, "mean of three is \(systolic)")
    }

    @Test func missingPartsNameTheirDefault() throws {
        let patient = try SamplePatient.make(full: false)
        let inspection = PatientInspection(
            of: patient, file: "p.h5", knowing: SamplePatient.catalogue)
        #expect(inspection.parts.allSatisfy { $0.content == nil || $0.path.hasSuffix("ab") })
        #expect(inspection.parts.allSatisfy { !$0.fallback.isEmpty })
        #expect(
            inspection.warnings.contains(
                "/VTKHDF/CellData/fiber is missing; used instead: rule-based fibres (Bayer 2012)"))
        #expect(try value("heart_rate", inspection).value == nil)
    }

    @Test func mistakesGetAWarning() throws {
        let inspection = try inspect { patient in
            patient.measurements["hart_rate"] = Measurement(
                try Quantity("70 /min"), kind: .measured)
            patient.measurements["stroke_volume"] = Measurement(
                try Quantity("70 mmHg"), kind: .measured)
            patient.measurements["diastolic_pressure"] = Measurement(
                try Quantity("130 mmHg"), kind: .measured)
            patient.measurements["lv_end_diastolic_volume"] = Measurement(
                try Quantity("150 mL"), kind: .measured)
        }
        for warning in [
            "the model does not use the measurement \"hart_rate\"; did you mean \"heart_rate\"?",
            "measurement \"stroke_volume\": \"mmHg\" measures a pressure, expected a volume such as "
                + "\"mL\"",
            "systolic_pressure is not above diastolic_pressure",
        ] {
            #expect(inspection.warnings.contains(warning), "\(inspection.warnings)")
        }
        #expect(inspection.warnings.contains { $0.hasSuffix("is the mesh end-diastolic?") })
    }

    @Test func samplesOfTheParametersAreCounted() throws {
        func part(_ change: (inout Patient) throws -> Void = { _ in }) throws
            -> PatientInspection.Part
        {
            try #require(
                try inspect(change).parts.first { $0.path == PatientSchema.posteriorGroup.path })
        }
        #expect(try part().content == "3 parameter sets of 2 parameters (laplace)")
        let single = try part { patient in
            patient.posterior = PosteriorEnsemble(
                names: ["passive.a"], units: [try Unit("kPa")], samples: [[1], [2]], method: "smc")
        }
        #expect(single.content == "2 parameter sets of 1 parameter (smc)")
        let none = try part { $0.posterior = nil }
        #expect(none.content == nil)
        #expect(none.fallback == "parameters are known exactly")
    }

    @Test func theTextNamesEverything() throws {
        let text = try inspect().description
        for part in [
            "sample-1, female, 41 years, 168.5 cm, 61 kg, 1.69 m2", "heart_rate", "68 1/min",
            "passive.a", "0.62 kPa", "default 0.5", "licence: Apache-2.0", "LV cavity",
            "left: 3 nodes", "2 electrodes", "3 parameter sets of 2 parameters (laplace)",
        ] {
            #expect(text.contains(part), "no \"\(part)\" in\n\(text)")
        }
    }

    @Test func theJSONIsComplete() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(inspect())
        let object = try #require(
            try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["identifier"] as? String == "sample-1")
        #expect((object["parts"] as? [Any])?.count == 11)
        #expect((object["values"] as? [Any])?.count == MeasurementCards.all.count + 2)
        #expect(object["warnings"] is [String])
    }
}

@Suite struct MeasurementCardsTests {
    @Test func everyCardHasANameAUnitARangeAndASource() throws {
        for card in MeasurementCards.all {
            _ = try Unit(card.unit)
            #expect(card.female.lowerBound < card.female.upperBound)
            #expect(card.male.lowerBound < card.male.upperBound)
            #expect(!card.source.isEmpty && !card.summary.isEmpty)
        }
        let names = MeasurementCards.all.map(\.name)
        #expect(Set(names).count == names.count)
    }
}

@Suite struct PatientSchemaTests {
    @Test func everyEntryIsDescribedOnce() throws {
        let paths = PatientSchema.entries.map(\.path)
        #expect(Set(paths).count == paths.count)
        for entry in PatientSchema.entries {
            #expect(!entry.summary.isEmpty && !entry.summary.hasSuffix("."), "\(entry.path)")
            if let unit = entry.unit { _ = try Unit(unit) }
        }
    }

    @Test func everyGroupComesBeforeItsMembers() {
        var seen: Set<String> = [""]
        for entry in PatientSchema.entries {
            let mark = entry.path.lastIndex(of: "@")
            let parent =
                mark.map { String(entry.path[..<$0]) }
                ?? entry.path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
            #expect(seen.contains(parent), "\(entry.path) before \(parent)")
            seen.insert(entry.path)
        }
    }

    @Test func theTextAndTheDocumentListEveryEntry() throws {
        let text = PatientSchema.text(knowing: [:])
        for entry in PatientSchema.entries { #expect(text.contains(entry.path), "\(entry.path)") }
        let document = PatientSchema.Document(knowing: [:])
        #expect(document.entries.count == PatientSchema.entries.count)
        #expect(document.schemaVersion == "1.0")
        #expect(try JSONEncoder().encode(document).count > 10_000)
    }
}
