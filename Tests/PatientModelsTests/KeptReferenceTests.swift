import PatientModels
import Electrophysiology
import HeartModel
import Mechanics
import Patients
import Testing

/// An unloaded shape that a patient file keeps.
@Suite struct KeptReferenceTests {
    private func build(_ patient: Patient, _ values: [String: Double] = [:]) throws -> HeartModel {
        try HeartBuilder(
            anatomy: try patient.heartAnatomy(),
            parameters: try patient.heartParameters(overrides: values),
            activation: ActivationProtocols.normal, candidate: patient.keptReference
        ).build()
    }

    @Test func itIsUsedWithItsParametersAndWithNoOthers() throws {
        var patient = try IdealHeart.patient()
        let found = try build(patient)
        #expect(found.imaged.steps > 0)
        let pressures = found.endDiastole.wall.pressures
        patient.referenceState = ReferenceState(
            points: found.wall.reference.points, residualStretch: found.wall.reference.stretch,
            imagedPressures: (left: pressures[0], right: pressures[1]))
        let again = try build(patient)
        #expect(again.imaged.steps == 0)
        // The same bits, and so the same beats.
        #expect(again.endDiastole == found.endDiastole)
        // What matters to the beat only leaves it valid.
        #expect(try build(patient, ["wall.contractilityLeft": 2]).imaged.steps == 0)
        for other in [
            "wall.pericardiumStiffness": 0.201, "heart.endDiastolicPressureRight": 4.001,
        ] {
            let changed = try build(patient, [other.key: other.value])
            #expect(changed.imaged.steps > 0, "\(other.key)")
        }
    }
}
