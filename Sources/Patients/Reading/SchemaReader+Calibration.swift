import Quantities
import Storage

extension SchemaReader {
    private typealias Schema = PatientSchema

    /// How far a stored z may be off the one of its numbers [1]: rounding of other programs.
    private static let scoreTolerance = 1e-6

    /// What calibrations found, by fit.
    func calibrations() throws(PatientsError) -> [String: CalibrationRecord] {
        var calibrations: [String: CalibrationRecord] = [:]
        for name in try children(Schema.calibrationGroup, .group) {
            unbind("factors", "readings", "notes")
            calibrations[name] = try calibration([name])
        }
        return calibrations
    }

    private func calibration(_ names: [String]) throws(PatientsError) -> CalibrationRecord {
        let factors = try factors(names)
        let values = try numbers(Schema.factorCorrelations, names)
        let count = factors.count
        return CalibrationRecord(
            factors: factors,
            correlations: (0..<count).map { Array(values[$0 * count..<($0 + 1) * count]) },
            readings: try readings(names), identifiability: try text(Schema.identifiability, names),
            notes: try texts(Schema.calibrationNotes, names),
            provenance: try optionalText(Schema.calibrationProvenance, names))
    }

    private func factors(
        _ names: [String]
    ) throws(PatientsError) -> [CalibrationRecord.Factor] {
        let identifiers = try texts(Schema.factorNames, names)
        let summaries = try texts(Schema.factorSummaries, names)
        let units = try listedUnits(Schema.factorUnits, names)
        let values = try numbers(Schema.factorValues, names)
        let lower = try numbers(Schema.factorLower, names)
        let upper = try numbers(Schema.factorUpper, names)
        let informed = try numbers(Schema.factorInformed, names)
        return identifiers.indices.map {
            CalibrationRecord.Factor(
                name: identifiers[$0], summary: summaries[$0], value: values[$0],
                lower: lower[$0], upper: upper[$0], unit: units[$0], informed: informed[$0])
        }
    }

    private func readings(
        _ names: [String]
    ) throws(PatientsError) -> [CalibrationRecord.Reading] {
        let identifiers = try texts(Schema.readingNames, names)
        let units = try listedUnits(Schema.readingUnits, names)
        let targets = try numbers(Schema.readingTargets, names)
        let deviations = try numbers(Schema.readingDeviations, names)
        let fitted = try numbers(Schema.readingFitted, names)
        let scores = try numbers(Schema.readingScores, names)
        let readings = identifiers.indices.map {
            CalibrationRecord.Reading(
                name: identifiers[$0], unit: units[$0], target: targets[$0],
                deviation: deviations[$0], fitted: fitted[$0])
        }
        // A deviation that is not above 0 is told by the validation.
        for (index, reading) in readings.enumerated() where reading.deviation > 0 {
            guard abs(scores[index] - reading.z) <= Self.scoreTolerance * (1 + abs(reading.z))
            else {
                throw .outOfRange(
                    file: file, object: Schema.readingScores.path(names), index: [index],
                    value: scores[index].short,
                    allowed: "(fitted - target) / deviation, \(reading.z.short)")
            }
        }
        return readings
    }
}
