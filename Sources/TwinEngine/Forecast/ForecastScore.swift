/// How good forecasts of a vital sign were, so many seconds ahead.
public struct ForecastScore: Sendable, Encodable {
    /// What was foreseen, and what then was.
    struct Outcome: Sendable {
        var low: Double
        var median: Double
        var high: Double
        var found: Double
    }

    /// What the forecasts were compared with, and of what, how far ahead [s].
    public var reference: ForecastLedger.Reference
    public var code: String
    public var seconds: Int
    /// Forecasts judged.
    public var count: Int
    /// Share that the 90 % interval held [1].
    public var coverage: Double
    /// Mean of median less value, and mean absolute error [unit of the code].
    public var bias: Double
    public var error: Double
    /// Weighted interval score of median and 90 % interval [unit of the code]; of a forecast without a width it is
    /// the absolute error.
    public var intervalScore: Double

    /// Sums up what happened.
    ///
    /// ```
    /// WIS = (|y − m|/2 + α/2·((u − l) + 2/α·(l − y)⁺ + 2/α·(y − u)⁺)) / (K + 1/2),  K = 1, α = 0.1
    /// ```
    ///
    /// Source: Bracher, Ray, Gneiting, Reich, *PLoS Computational Biology* 17 (2021) e1008618,
    /// doi:10.1371/journal.pcbi.1008618.
    init(reference: ForecastLedger.Reference, code: String, lead: Int, outcomes: [Outcome]) {
        self.reference = reference
        self.code = code
        seconds = lead
        count = outcomes.count
        let n = Double(max(outcomes.count, 1))
        coverage =
            outcomes.reduce(0) { $0 + ($1.low <= $1.found && $1.found <= $1.high ? 1 : 0) } / n
        bias = outcomes.reduce(0) { $0 + $1.median - $1.found } / n
        error = outcomes.reduce(0) { $0 + abs($1.median - $1.found) } / n
        let alpha = 0.1
        intervalScore =
            outcomes.reduce(0) { sum, o in
                let outside = max(o.low - o.found, 0) + max(o.found - o.high, 0)
                return sum + abs(o.found - o.median) / 2 + alpha / 2 * (o.high - o.low) + outside
            } / (1.5 * n)
    }
}
