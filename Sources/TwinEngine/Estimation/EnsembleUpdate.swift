import Numerics

/// The analysis of an ensemble Kalman filter with perturbed observations.
///
/// ```
/// xᵢ ← xᵢ + K·(y + εᵢ − hᵢ),   K = Cxh·(Chh + R)⁻¹,   εᵢ ~ N(0, R)
/// ```
///
/// with covariances of the ensemble. Perturbations are centred, so that the mean is updated without them.
///
/// Source: Evensen, *Ocean Dynamics* 53 (2003) 343–367, doi:10.1007/s10236-003-0036-9, section 3.4.2.
struct EnsembleUpdate {
    /// How surprising the measurement was: the squared innovation in units of what was expected of it, by the number
    /// of measured values; about 1 where the ensemble is what it should be.
    var surprise: Double
    /// How far it pulled the mean of the first components, each in deviations of such pulls:
    /// `Cxh·S⁻¹·d/√(Cxh·S⁻¹·Chx)` with the innovation `d` and its expected covariance `S`; white with
    /// variance 1 where the ensemble is what it should be.
    var pulls: [Double]

    /// Updates members in place.
    ///
    /// - Parameters:
    ///   - members: by member, then by component; linear constraints among them are kept.
    ///   - predicted: what each member expects to be measured.
    ///   - measured: what was measured, with its deviations.
    ///   - watched: number of first components whose pulls are wanted.
    /// - Throws: `NumericsError` where no measurement can tell anything.
    static func apply(
        to members: inout [[Double]], predicted: [[Double]], measured: [Double],
        deviations: [Double], watched: Int = 0, noise: inout SplitMix64
    ) throws(NumericsError) -> EnsembleUpdate {
        let (n, m) = (members.count, measured.count)
        let width = members[0].count
        func mean(_ values: [[Double]], _ k: Int) -> Double {
            values.reduce(0) { $0 + $1[k] } / Double(n)
        }
        let expected = (0..<m).map { mean(predicted, $0) }
        let centre = (0..<width).map { mean(members, $0) }
        var inner = [Double](repeating: 0, count: m * m)
        for a in 0..<m {
            for b in 0..<m {
                for i in 0..<n {
                    inner[a * m + b] +=
                        (predicted[i][a] - expected[a]) * (predicted[i][b] - expected[b])
                }
                inner[a * m + b] /= Double(n - 1)
            }
            inner[a * m + a] += deviations[a] * deviations[a]
        }
        let factor = try DenseLU(inner, order: m)
        var perturbations = (0..<n).map { _ in (0..<m).map { deviations[$0] * noise.nextNormal() } }
        for k in 0..<m {
            let shift = mean(perturbations, k)
            for i in 0..<n { perturbations[i][k] -= shift }
        }
        let innovation = (0..<m).map { measured[$0] - expected[$0] }
        let scaled = try factor.solve(innovation)
        let before = members
        for i in 0..<n {
            let weights = try factor.solve(
                (0..<m).map { measured[$0] + perturbations[i][$0] - predicted[i][$0] })
            // K·d = Σⱼ (xⱼ − x̄)·((hⱼ − h̄)·w)/(n − 1)
            for j in 0..<n {
                var share = 0.0
                for k in 0..<m { share += (predicted[j][k] - expected[k]) * weights[k] }
                share /= Double(n - 1)
                for c in 0..<width { members[i][c] += (before[j][c] - centre[c]) * share }
            }
        }
        var pulls: [Double] = []
        for c in 0..<watched {
            let shared = (0..<m).map { k in
                before.indices.reduce(0.0) {
                    $0 + (before[$1][c] - centre[c]) * (predicted[$1][k] - expected[k])
                } / Double(n - 1)
            }
            let pull = zip(shared, scaled).reduce(0) { $0 + $1.0 * $1.1 }
            let variance = zip(shared, try factor.solve(shared)).reduce(0) { $0 + $1.0 * $1.1 }
            pulls.append(variance > 0 ? pull / variance.squareRoot() : 0)
        }
        return EnsembleUpdate(
            surprise: zip(innovation, scaled).reduce(0) { $0 + $1.0 * $1.1 } / Double(m),
            pulls: pulls)
    }
}
