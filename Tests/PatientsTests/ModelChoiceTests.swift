import Foundation
import Inspection
import Patients
import Storage
import Testing

/// Laws of the model that a patient file names.
@Suite struct ModelChoiceTests {
    let folder = PatientFolder()
    let catalogue: ParameterCatalogue = {
        var catalogue = SamplePatient.catalogue
        catalogue.choices = [
            ParameterCatalogue.Choice(
                name: "contraction", summary: "Contraction model",
                known: ["land-2017", "rdq20-mf"],
                standard: "land-2017")
        ]
        return catalogue
    }()

    @Test func chosenLawsComeBackAndAreInspected() throws {
        var patient = try SamplePatient.make(full: false)
        #expect(
            PatientInspection(of: patient, file: "p.h5", knowing: catalogue).models.map(\.isGiven)
                == [false])
        patient.models = ["contraction": "rdq20-mf"]
        try patient.write(to: folder.file("p.h5"), knowing: catalogue)
        let back = try Patient(reading: folder.file("p.h5"), knowing: catalogue)
        #expect(back.models == patient.models)
        #expect(back.extras == nil)
        let inspection = PatientInspection(of: back, file: "p.h5", knowing: catalogue)
        #expect(inspection.models.map(\.identifier) == ["rdq20-mf"])
        #expect(inspection.description.contains("chosen  contraction  rdq20-mf"))
    }

    @Test func theSchemaListsTheLaws() {
        let text = PatientSchema.text(knowing: catalogue)
        #expect(text.contains("/hearttwin/models/contraction  (text, land-2017 | rdq20-mf)"))
        let entry = PatientSchema.Document(knowing: catalogue).entries.first {
            $0.path == "/hearttwin/models/contraction"
        }
        #expect(entry?.choices == ["land-2017", "rdq20-mf"])
        #expect(entry?.otherwise == "land-2017")
    }

    @Test(arguments: [
        (
            "contraction", "rdq20",
            "p.h5:/hearttwin/models/contraction: unknown value \"rdq20\"; known: land-2017, rdq20-mf"
        ),
        (
            "contraction", "land2017",
            "p.h5:/hearttwin/models/contraction: unknown value \"land2017\"; did you mean \"land-2017\"?"
        ),
        (
            "contractoin", "land-2017",
            "p.h5:/hearttwin/models/contractoin: the model has no such choice; did you mean \"contraction\"?"
        ),
    ])
    func unknownLawsAreNamedWithTheNearest(name: String, law: String, expected: String) throws {
        var patient = try SamplePatient.make(full: false)
        patient.models = [name: law]
        do {
            try patient.validate(file: "p.h5", knowing: catalogue)
            Issue.record("no error")
        } catch {
            #expect(error.description == expected)
            #expect(error.exitCode == 65)
        }
    }
}
