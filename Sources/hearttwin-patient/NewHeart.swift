import MeshFormats
import PatientModels
import Patients

/// The heart a new patient begins with.
enum NewHeart {
    /// A patient without name and numbers: another file's heart with its laws and parameters, a
    /// published heart, or two meshes.
    ///
    /// - Parameter size: edge length of the mechanics mesh of a published heart [mm].
    static func patient(of heart: PatientForm.Heart, size: Double) throws -> Patient {
        if let like = heart.like {
            var patient = try Patient(reading: like, knowing: Patient.catalogue)
            for part in [
                PatientPart.demography, .measurements, .waveforms, .posterior, .calibrations,
                .extras,
            ] { part.remove(from: &patient) }
            patient.subject.identifier = ""
            return patient
        }
        if let published = heart.published {
            let made = try PublishedHeart(path: published, size: size)
            var patient = Patient(subject: Subject(identifier: ""), anatomy: made.anatomy)
            patient.mechanicsMesh = made.mechanics
            patient.provenance["source"] = made.source
            return patient
        }
        var patient = Patient(
            subject: Subject(identifier: ""),
            anatomy: try VentricularMeshFile.readLinear(path: heart.anatomy ?? ""))
        patient.mechanicsMesh = try VentricularMeshFile.readQuadratic(path: heart.mechanics ?? "")
        return patient
    }
}
