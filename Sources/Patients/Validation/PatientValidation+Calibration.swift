import Quantities

// Checks of what calibrations found: finite numbers, intervals in order, symmetric correlations.
extension Patient {
    /// How far a correlation may be off its mirror image [1]: rounding.
    private static let symmetryTolerance = 1e-9

    func validateCalibrations(file: String) throws(PatientsError) {
        for (name, record) in calibrations.sorted(by: { $0.key < $1.key }) {
            try Self.requireName(name, PatientSchema.calibrationGroup, file: file)
            try Self.requireOnce(
                record.factors.map(\.name), PatientSchema.factorNames.path([name]), file: file)
            try Self.requireOnce(
                record.readings.map(\.name), PatientSchema.readingNames.path([name]), file: file)
            for (index, factor) in record.factors.enumerated() {
                try Self.validate(factor, index, [name], file: file)
            }
            for (index, reading) in record.readings.enumerated() {
                try Self.validate(reading, index, [name], file: file)
            }
            try Self.validateCorrelations(record, [name], file: file)
        }
    }

    private static func requireOnce(
        _ names: [String], _ object: String, file: String
    ) throws(PatientsError) {
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw .outOfRange(
                file: file, object: object, index: [index], value: name, allowed: "each name once")
        }
    }

    private static func validate(
        _ factor: CalibrationRecord.Factor, _ index: Int, _ names: [String], file: String
    ) throws(PatientsError) {
        for (entry, value) in [
            (PatientSchema.factorValues, factor.value), (PatientSchema.factorLower, factor.lower),
            (PatientSchema.factorUpper, factor.upper),
            (PatientSchema.factorInformed, factor.informed),
        ] where !value.isFinite {
            throw .notFinite(
                file: file, object: entry.path(names), index: [index], value: "\(value)")
        }
        guard factor.lower <= factor.upper else {
            throw .outOfRange(
                file: file, object: PatientSchema.factorLower.path(names), index: [index],
                value: factor.lower.short, allowed: "at most the upper end, \(factor.upper.short)")
        }
    }

    private static func validate(
        _ reading: CalibrationRecord.Reading, _ index: Int, _ names: [String], file: String
    ) throws(PatientsError) {
        for (entry, value) in [
            (PatientSchema.readingTargets, reading.target),
            (PatientSchema.readingDeviations, reading.deviation),
            (PatientSchema.readingFitted, reading.fitted),
        ] where !value.isFinite {
            throw .notFinite(
                file: file, object: entry.path(names), index: [index], value: "\(value)")
        }
        guard reading.deviation > 0 else {
            throw .outOfRange(
                file: file, object: PatientSchema.readingDeviations.path(names), index: [index],
                value: reading.deviation.short, allowed: "above 0")
        }
    }

    private static func validateCorrelations(
        _ record: CalibrationRecord, _ names: [String], file: String
    ) throws(PatientsError) {
        let count = record.factors.count
        let object = PatientSchema.factorCorrelations.path(names)
        let correlations = record.correlations
        guard correlations.count == count, correlations.allSatisfy({ $0.count == count }) else {
            throw .wrongShape(
                file: file, object: object, expected: "[\(count) (factors), \(count) (factors)]",
                found: [correlations.count, correlations.map(\.count).max() ?? 0])
        }
        for row in 0..<count {
            for column in 0..<count {
                let value = correlations[row][column]
                guard value.isFinite else {
                    throw .notFinite(
                        file: file, object: object, index: [row, column], value: "\(value)")
                }
                let expected = row == column ? 1 : correlations[column][row]
                guard abs(value) <= 1, abs(value - expected) <= symmetryTolerance else {
                    throw .outOfRange(
                        file: file, object: object, index: [row, column], value: value.short,
                        allowed: row == column
                            ? "1: a factor with itself" : "-1 to 1, as its mirror image")
                }
            }
        }
    }
}
