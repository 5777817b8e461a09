import Circulation
public import Patients
import Quantities

extension Patient {
    /// The anatomy of this patient with the circulation of a kind of patient: its measurements instead of those of
    /// the file, nobody's height and weight, no parameters of the circulation but those known of the kind. What makes
    /// its heart another one is taken from the kind, too.
    ///
    /// - Throws: as ``Archetype/measurements()``.
    public func becoming(_ archetype: Archetype) throws -> Patient {
        var patient = self
        patient.measurements = try archetype.measurements()
        patient.waveforms = [:]
        patient.subject.identifier = archetype.identifier
        (patient.subject.heightCm, patient.subject.weightKg) = (nil, nil)
        patient.parameters = parameters.filter { !$0.key.hasPrefix(LoopParameters.prefix) }
        patient.parameters.merge(try archetype.storedParameters()) { $1 }
        for (name, value) in archetype.heart.parameters {
            // Scar and the like are plain numbers; the patient's check against the cards finds any other.
            patient.parameters[name] = StoredParameter(
                value, unit: try Unit("1"),
                provenance: "archetype \(archetype.identifier): \(archetype.heart.source)")
        }
        patient.posterior = nil
        patient.calibrations = [:]
        patient.provenance["archetype"] =
            "\(archetype.identifier): circulation by published means, anatomy of "
            + subject.identifier
        return patient
    }
}
