public import Calibration
import Electrophysiology
import HeartModel
import Mechanics
public import Patients
import Quantities

extension Patient {
    /// The patient with the parameters and the unloaded shape of a fitted heart, and what was found, as `heart` of
    /// ``Patient/calibrations``.
    ///
    /// The ensemble of the loop's calibration, if the patient has it, is made one of the heart, see ``HeartEnsemble``.
    ///
    /// - Parameters:
    ///   - loop: the calibration of the loop that the heart was fitted after.
    ///   - program: name and version, for the provenance.
    ///   - seed: of the ensemble.
    /// - Returns: the patient, and the report of the calibration with what had to be drawn again for the ensemble.
    /// - Throws: errors of units, ``HeartCalibrationError/ensemble(parameter:)``,
    ///   ``HeartCalibrationError/ensembleWithoutBeat(sets:)``.
    public func calibrated(
        by heart: HeartCalibration, after loop: PatientCalibration, program: String,
        seed: UInt64 = 1
    ) throws -> (patient: Patient, report: HeartCalibrationReport) {
        var patient = self
        var deviations: [String: Double] = [:]
        for (place, unknown) in heart.uncertainty.unknowns.enumerated() {
            for name in unknown.names { deviations[name] = heart.uncertainty.deviation(place) }
        }
        func set(_ name: String, _ value: Double, _ reason: String) throws {
            let unit = try Unit(HeartParameters.card(name)?.unit ?? "1")
            patient.parameters[name] = StoredParameter(
                value, unit: unit, standardDeviation: deviations[name].map { abs(value) * $0 },
                provenance: "\(program) calibrate --heart: \(reason)")
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
        if heart.repolarisation != nil {
            try copy([QTFit.name], "cells by the measured QT interval")
        }
        if heart.passive != nil {
            try copy(["wall.passiveScaleLeft"], "relaxed wall by Klotz's relation")
        }
        if let contraction = heart.contraction {
            try copy(
                contraction.factors.map(\.name),
                "beats of the heart fitted to "
                    + heart.targets.map(\.quantity).joined(separator: ", "))
        }
        let reference = heart.model.wall.reference
        let pressures = heart.model.endDiastole.wall.pressures
        patient.referenceState = ReferenceState(
            points: reference.points, residualStretch: reference.stretch,
            imagedPressures: (left: pressures[0], right: pressures[1]),
            provenance: "\(program) calibrate --heart")
        var redraws: HeartRedraws?
        if let ensemble = patient.posterior {
            let drawn = try HeartEnsemble(
                heart.uncertainty, around: heart.model.parameters, after: loop, seed: seed
            ).added(to: ensemble, program: program)
            patient.posterior = drawn.ensemble
            redraws = drawn.redraws
        }
        let report = HeartCalibrationReport(heart, redraws: redraws)
        patient.calibrations[CalibrationRecord.heart] = try CalibrationRecord(
            report, covariance: heart.uncertainty.covariance,
            provenance: "\(program) calibrate --heart")
        return (patient, report)
    }
}
