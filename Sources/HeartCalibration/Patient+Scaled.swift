import FiniteElements
import Geometry
import Glibc
import Numerics
public import Patients
import Quantities

extension Patient {
    /// The patient with an anatomy whose left cavity holds another volume: all lengths of the heart times one factor.
    ///
    /// Wall and cavity grow alike (eccentric growth, assumed). The unloaded shape of the old size is dropped; electrodes
    /// stay on the body.
    ///
    /// - Parameter volume: of the left cavity in the image [mL], positive.
    /// - Returns: the patient and the factor on lengths.
    /// - Throws: ``HeartCalibrationError/noMechanicsMesh``, errors of its surfaces.
    public func holding(leftVolume volume: Double) throws -> (patient: Patient, factor: Double) {
        guard let mechanicsMesh else {
            throw HeartCalibrationError.noMechanicsMesh
        }
        let cavity = try QuadraticCavity(mechanicsMesh, endocardium: .lvEndocardium)
        let factor = cbrt(volume * Units.mL / cavity.volume(mechanicsMesh.points))
        let count = Double(anatomy.mesh.points.count)
        let centre = anatomy.mesh.points.reduce(Vec3.zero) { $0 + $1 } / count
        func scaled(_ point: Vec3) -> Vec3 { centre + (point - centre) * factor }
        var patient = self
        patient.anatomy.mesh.points = anatomy.mesh.points.map(scaled)
        patient.mechanicsMesh?.points = mechanicsMesh.points.map(scaled)
        for place in conduction.trees.indices {
            patient.conduction.trees[place].points = conduction.trees[place].points.map(scaled)
        }
        for place in conduction.rootSites.indices {
            patient.conduction.rootSites[place].position = scaled(
                conduction.rootSites[place].position)
        }
        patient.referenceState = nil
        return (patient, factor)
    }
}
