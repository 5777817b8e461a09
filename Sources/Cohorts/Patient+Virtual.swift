import Circulation
public import Patients
import Quantities

extension Patient {
    /// The anatomy of this patient with the body and circulation of a virtual one; what the loop shows stands as
    /// simulated measurements.
    ///
    /// - Throws: `QuantityError` for a unit of a card that cannot be read, which a test excludes.
    public func becoming(
        _ virtual: VirtualPatient, of cohort: Cohort, program: String
    ) throws -> Patient {
        let identifier = CohortTable(cohort).identifier(of: virtual)
        var patient = self
        patient.provenance["cohort"] =
            "\(program) cohort generate, \(identifier), seed \(cohort.seed): virtual circulation, "
            + "anatomy of \(subject.identifier)"
        patient.subject = Subject(
            identifier: identifier, sex: virtual.person.sex, ageYears: virtual.person.ageYears,
            heightCm: virtual.person.heightCm, weightKg: virtual.person.weightKg)
        patient.parameters = parameters.filter { !$0.key.hasPrefix(LoopParameters.prefix) }
        for name in cohort.parameters {
            guard let card = LoopParameters.cardsByName[LoopParameters.prefix + name] else {
                continue
            }
            patient.parameters[LoopParameters.prefix + name] = StoredParameter(
                virtual.loop[name], unit: try Unit(card.unit),
                provenance: "virtual patient \(identifier)")
        }
        patient.measurements = [:]
        for (reading, value) in zip(cohort.readings, virtual.readings)
        where MeasurementCards.card(reading.name) != nil {
            patient.measurements[reading.name] = Measurement(
                [value], unit: try Unit(reading.unit), kind: .simulated,
                source: "closed loop of \(identifier)")
        }
        patient.measurements["heart_rate"] = Measurement(
            [virtual.loop["heartRate"]], unit: try Unit("1/min"), kind: .simulated,
            source: "drawn for \(identifier)")
        patient.posterior = nil
        patient.calibrations = [:]
        return patient
    }
}
