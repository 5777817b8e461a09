/// How much each sensor scatters, from differences between successive values: half their mean square is the variance of
/// noise that differs from beat to beat, whatever the slow part does.
///
/// ```
/// s² ← s² + a·(min((y − y′)²/2, 9·s²) − s²)
/// ```
///
/// with `s` between half the assumed deviation, a floor for the model's error, and five times it: a catheter that whips,
/// pressures that breathe. The bound on one difference keeps a step of the patient from passing
/// for noise. The share `a` and the bounds are assumed.
///
/// Source of the estimator: von Neumann, Kent, Bellinson and Hart, *Ann. Math. Statist.* 12 (1941) 153–162,
/// doi:10.1214/aoms/1177731746 (from memory).
struct SensorScatter {
    private var variances: [String: Double] = [:]
    private var last: [String: Double] = [:]

    private static let forgetting = 0.06
    private static let bound = 9.0
    private static let range = 0.5...5.0
    /// Least variance by the assumed one.
    private static let least = 0.04

    /// Takes a value.
    mutating func take(_ code: String, _ value: Double, assumed: Double) {
        defer { last[code] = value }
        guard let before = last[code] else { return }
        let old = variances[code] ?? assumed * assumed
        let difference = (value - before) * (value - before) / 2
        let variance = old + Self.forgetting * (min(difference, Self.bound * old) - old)
        // Values that stand still must not make the next change look impossible.
        variances[code] = max(variance, Self.least * assumed * assumed)
    }

    /// Deviation of a sensor, as far as its values say.
    func deviation(_ code: String, assumed: Double) -> Double {
        guard let variance = variances[code] else { return assumed }
        let share = variance.squareRoot() / assumed
        return assumed * min(max(share, Self.range.lowerBound), Self.range.upperBound)
    }
}
