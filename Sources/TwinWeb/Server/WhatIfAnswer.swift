import TwinEngine

/// What comes if nothing is done and if something is, from the same moment.
struct WhatIfAnswer: Encodable {
    /// How much a vital sign differs at the end.
    struct Difference: Encodable {
        var code: String
        var unit: String
        /// Median with it less median without [unit].
        var median: Double
    }

    var without: Forecast
    var with: Forecast
    var statements: [String]
    var differences: [Difference]
    /// Time it took [ms].
    var milliseconds: Double

    init(without: Forecast, with: Forecast) {
        self.without = without
        self.with = with
        statements = with.statements + without.statements
        milliseconds = with.milliseconds
        differences = zip(without.curves, with.curves).map { before, after in
            Difference(
                code: after.code, unit: after.unit,
                median: (after.median.last ?? .nan) - (before.median.last ?? .nan))
        }
    }
}

/// What comes if nothing is done and with each of a scenario's treatments, from the same moment.
struct ScenarioAnswer: Encodable {
    /// One treatment of it.
    struct Treatment: Encodable {
        var name: String
        var with: Forecast
        var differences: [WhatIfAnswer.Difference]
    }

    var without: Forecast
    var treatments: [Treatment]
    var statements: [String]
    /// Time it took [ms].
    var milliseconds: Double

    init(_ names: [String], without: Forecast, with: [Forecast]) {
        self.without = without
        let answers = with.map { WhatIfAnswer(without: without, with: $0) }
        treatments = zip(names, answers).map {
            Treatment(name: $0, with: $1.with, differences: $1.differences)
        }
        statements =
            zip(names, with).flatMap { name, found in
                found.statements.map { "\(name): \($0)" }
            } + without.statements
        milliseconds = with.map(\.milliseconds).max() ?? without.milliseconds
    }
}
