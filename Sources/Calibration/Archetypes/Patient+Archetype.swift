import Circulation
public import Patients

extension Patient {
    /// The anatomy of this patient with the circulation of a kind of patient: its measurements instead of those of
    /// the file, nobody's height and weight, no parameters of the circulation but those known of the kind.
    ///
    /// - Throws: as ``Archetype/measurements()``.
    public func becoming(_ archetype: Archetype) throws -> Patient {
        var patient = self
        patient.measurements = try archetype.measurements()
        patient.subject.identifier = archetype.identifier
        (patient.subject.heightCm, patient.subject.weightKg) = (nil, nil)
        patient.parameters = parameters.filter { !$0.key.hasPrefix(LoopParameters.prefix) }
        patient.parameters.merge(try archetype.storedParameters()) { $1 }
        patient.posterior = nil
        patient.provenance["archetype"] =
            "\(archetype.identifier): circulation by published means, anatomy of "
            + subject.identifier
        return patient
    }
}
