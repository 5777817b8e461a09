/// How much faster than usual each parameter may wander: pulls that keep to one side mean that a parameter lags.
///
/// Their running mean `m`, white with deviation 0.42, lets that parameter wander `|m|/0.42/2` times as fast, four times at most; it
/// calms down by 0.8 a beat. Sudden changes are found by ``StepHypotheses``; the parameter that made one wanders four times as fast in the beats after
/// it, since its size was told by a line from small changes. All limits are assumed.
struct WanderAgility {
    private var factors: [Double]
    private var means: [Double]

    private static let most = 4.0
    private static let calming = 0.8
    private static let memory = 0.3
    private static let lag = 0.84

    /// Nothing lags yet.
    init(count: Int) {
        factors = [Double](repeating: 1, count: count)
        means = [Double](repeating: 0, count: count)
    }

    subscript(parameter: Int) -> Double { factors[parameter] }

    /// A parameter has made a step.
    mutating func loosen(_ parameter: Int) { factors[parameter] = Self.most }

    /// Takes how far a measurement pulled each parameter.
    mutating func take(_ pulls: [Double]) {
        for k in factors.indices {
            let pull = min(max(pulls[k], -Self.most), Self.most)
            means[k] += Self.memory * (pull - means[k])
            let wanted = min(abs(means[k]) / Self.lag, Self.most)
            factors[k] = max(1, wanted, Self.calming * factors[k])
        }
    }
}
