import Quantities

// Checks of the posterior ensemble against the cards of its parameters.
extension Patient {
    /// Samples without which there is no spread.
    private static let fewestSamples = 2

    static func validate(
        _ posterior: PosteriorEnsemble, file: String, knowing catalogue: ParameterCatalogue
    ) throws(PatientsError) {
        guard PosteriorEnsemble.methods.contains(posterior.method) else {
            throw .unknownValue(
                file: file, object: PatientSchema.posteriorMethod.path, index: [],
                value: posterior.method, known: PosteriorEnsemble.methods)
        }
        try requireCounts(posterior, file: file)
        for (column, name) in posterior.names.enumerated() {
            let object = PatientSchema.posteriorNames.path
            guard let card = catalogue[name] else {
                throw .unknownValue(
                    file: file, object: object, index: [column], value: name,
                    known: catalogue.parameters.keys.sorted())
            }
            guard !posterior.names[..<column].contains(name) else {
                throw .outOfRange(
                    file: file, object: object, index: [column], value: "parameter \(name)",
                    allowed: "each parameter once")
            }
            try validate(posterior, column, card, file: file)
        }
    }

    private static func requireCounts(
        _ posterior: PosteriorEnsemble, file: String
    ) throws(PatientsError) {
        func require(
            _ isRight: Bool, _ object: String, _ expected: String, _ found: [Int]
        ) throws(PatientsError) {
            guard isRight else {
                throw .wrongShape(file: file, object: object, expected: expected, found: found)
            }
        }
        let (parameters, samples) = (posterior.names.count, posterior.samples.count)
        let row = "[\(parameters) (parameters)]"
        try require(
            parameters > 0, PatientSchema.posteriorNames.path, "[1 or more]", [parameters])
        try require(
            posterior.units.count == parameters, PatientSchema.posteriorUnits.path, row,
            [posterior.units.count])
        let object = PatientSchema.posteriorSamples.path
        try require(
            samples >= fewestSamples, object,
            "[\(fewestSamples) or more, \(parameters) (parameters)]", [samples, parameters])
        for (index, sample) in posterior.samples.enumerated() {
            try require(sample.count == parameters, object + "[\(index)]", row, [sample.count])
        }
    }

    /// Checks the values of one parameter.
    private static func validate(
        _ posterior: PosteriorEnsemble, _ column: Int, _ card: ParameterCard, file: String
    ) throws(PatientsError) {
        let unit = posterior.units[column]
        var values: [Double] = []
        do throws(QuantityError) {
            let cardUnit = try Unit(card.unit)
            for sample in posterior.samples {
                values.append(try unit.convert(sample[column], to: cardUnit))
            }
        } catch {
            throw .listedUnit(
                file: file, object: PatientSchema.posteriorUnits.path, index: [column],
                problem: error)
        }
        let object = PatientSchema.posteriorSamples.path
        for (row, value) in values.enumerated() {
            guard value.isFinite else {
                throw .notFinite(
                    file: file, object: object, index: [row, column], value: "\(value)")
            }
            guard card.range.contains(value) else {
                let (low, high) = (card.range.lowerBound.short, card.range.upperBound.short)
                let found = "\(posterior.names[column]) = \(value.short) \(card.unit)"
                throw .outOfRange(
                    file: file, object: object, index: [row, column],
                    value: found + " in sample \(row)", allowed: "\(low) to \(high) \(card.unit)")
            }
        }
    }
}
