import PatientModels
import Electrophysiology
import Foundation
import HeartModel
import Patients

/// The idealised heart of patients/ideal-biv.h5, which several tests share.
enum IdealHeart {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "patients/ideal-biv.h5")

    /// What the file holds.
    static func patient() throws -> Patient {
        try Patient(reading: file.path(percentEncoded: false), knowing: Patient.catalogue)
    }

    /// Built with parameters and laws on top of the patient's own.
    static func model(
        _ values: [String: Double] = [:], choices: [String: String] = [:]
    ) throws -> HeartModel {
        let patient = try patient()
        return try HeartBuilder(
            anatomy: try patient.heartAnatomy(),
            parameters: try patient.heartParameters(overrides: values, choices: choices),
            activation: ActivationProtocols.normal
        ).build()
    }
}
