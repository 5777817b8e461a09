import Quantities

// What calibrations found.
extension SchemaWriter {
    private typealias Schema = PatientSchema

    func calibrations(_ calibrations: [String: CalibrationRecord]) throws(PatientsError) {
        for (name, record) in calibrations.sorted(by: { $0.key < $1.key }) {
            try factors(record, [name])
            try readings(record.readings, [name])
            try text(Schema.identifiability, [name], record.identifiability)
            try texts(Schema.calibrationNotes, [name], record.notes)
            try text(Schema.calibrationProvenance, [name], record.provenance)
        }
    }

    private func factors(
        _ record: CalibrationRecord, _ names: [String]
    ) throws(PatientsError) {
        let factors = record.factors
        try texts(Schema.factorNames, names, factors.map(\.name))
        try texts(Schema.factorSummaries, names, factors.map(\.summary))
        try texts(Schema.factorUnits, names, factors.map(\.unit.symbol))
        try numbers(Schema.factorValues, names, factors.map(\.value))
        try numbers(Schema.factorLower, names, factors.map(\.lower))
        try numbers(Schema.factorUpper, names, factors.map(\.upper))
        try numbers(Schema.factorInformed, names, factors.map(\.informed))
        try table(
            Schema.factorCorrelations, names, record.correlations, columns: factors.count)
    }

    private func readings(
        _ readings: [CalibrationRecord.Reading], _ names: [String]
    ) throws(PatientsError) {
        try texts(Schema.readingNames, names, readings.map(\.name))
        try texts(Schema.readingUnits, names, readings.map(\.unit.symbol))
        try numbers(Schema.readingTargets, names, readings.map(\.target))
        try numbers(Schema.readingDeviations, names, readings.map(\.deviation))
        try numbers(Schema.readingFitted, names, readings.map(\.fitted))
        try numbers(Schema.readingScores, names, readings.map(\.z))
    }
}
