/// How much faster than usual each parameter may wander: a patient who does what was not expected has changed, and what explains the
/// surprise is what may have.
///
/// - A measurement whose surprise exceeds 2 (χ²/m of three to eight values: once in ten to twenty by chance) lets every parameter
///   wander `√surprise` times as fast, in proportion to its share of the largest pull.
/// - Pulls that keep to one side mean that a parameter lags: their running mean `m`, white with deviation 0.42, lets that parameter
///   wander `|m|/0.42/2` times as fast.
///
/// Four times at most; both calm down by 0.8 a beat. All limits are assumed.
struct WanderAgility {
    private var factors: [Double]
    private var means: [Double]

    private static let surprising = 2.0
    private static let most = 4.0
    private static let calming = 0.8
    private static let memory = 0.3
    private static let lag = 0.84

    /// Nothing has surprised yet.
    init(count: Int) {
        factors = [Double](repeating: 1, count: count)
        means = [Double](repeating: 0, count: count)
    }

    subscript(parameter: Int) -> Double { factors[parameter] }

    /// Takes what a measurement did.
    mutating func take(_ update: EnsembleUpdate) {
        let largest = max(update.pulls.reduce(0) { max($0, abs($1)) }, 1e-9)
        let sudden =
            update.surprise > Self.surprising
            ? min(update.surprise.squareRoot(), Self.most) : 1
        for k in factors.indices {
            let pull = min(max(update.pulls[k], -Self.most), Self.most)
            means[k] += Self.memory * (pull - means[k])
            let share = abs(update.pulls[k]) / largest
            let wanted = max(1 + (sudden - 1) * share, min(abs(means[k]) / Self.lag, Self.most))
            factors[k] = max(1, wanted, Self.calming * factors[k])
        }
    }
}
