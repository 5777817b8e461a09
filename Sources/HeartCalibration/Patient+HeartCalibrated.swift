import Calibration
import Electrophysiology
import HeartModel
import Mechanics
public import Patients
import Quantities

extension Patient {
    /// The patient with the parameters and the unloaded shape of a fitted heart.
    ///
    /// - Parameter program: name and version, for the provenance.
    /// - Throws: errors of units.
    public func calibrated(
        by heart: HeartCalibration, program: String
    ) throws -> Patient {
        var patient = self
        func set(_ name: String, _ value: Double, _ reason: String) throws {
            let unit = try Unit(HeartParameters.card(name)?.unit ?? "1")
            patient.parameters[name] = StoredParameter(
                value, unit: unit, provenance: "\(program) calibrate --heart: \(reason)")
        }
        func copy(_ names: [String], _ reason: String) throws {
            for name in names { try set(name, try heart.model.parameters.value(name), reason) }
        }
        try copy(
            ["heart.endDiastolicPressureLeft", "heart.endDiastolicPressureRight"],
            "as measured, or as the fitted loop has it")
        if heart.electrics != nil {
            try copy(
                QRSFit.speeds,
                "speeds by the measured QRS duration, activation \(heart.activation.identifier)")
        }
        if heart.passive != nil {
            try copy(["wall.passiveScaleLeft"], "relaxed wall by Klotz's relation")
        }
        if heart.contraction != nil {
            try copy(
                ContractionFit.names,
                "beats of the heart fitted to "
                    + heart.targets.map(\.quantity).joined(separator: ", "))
        }
        let reference = heart.model.wall.reference
        let pressures = heart.model.endDiastole.wall.pressures
        patient.referenceState = ReferenceState(
            points: reference.points, residualStretch: reference.stretch,
            imagedPressures: (left: pressures[0], right: pressures[1]),
            provenance: "\(program) calibrate --heart")
        return patient
    }
}
