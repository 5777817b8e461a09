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
