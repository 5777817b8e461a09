package import Numerics

/// The analysis of an ensemble Kalman filter without perturbed observations.
///
/// Measured values are taken one after the other; what the members expect of those that wait is updated with them:
///
/// ```
/// x̄ ← x̄ + K·(y − h̄),   x′ ← x′ − α·K·h′
/// K = cov(x, h)/(var h + r²),   α = 1/(1 + r/√(var h + r²))
/// ```
///
/// For linear relations mean and covariance are those of the Kalman filter to the last digits: nothing is drawn at random. With
/// perturbed observations the chance of each draw stays in the mean.
///
/// Source: Whitaker, Hamill, *Monthly Weather Review* 130 (2002) 1913–1924,
/// doi:10.1175/1520-0493(2002)130<1913:EDAWPO>2.0.CO;2, serial square-root filter.
package struct EnsembleUpdate {
    /// How far it pulled the mean of the first components, each in deviations of such pulls:
    /// `Cxh·S⁻¹·d/√(Cxh·S⁻¹·Chx)` with the innovation `d` and its expected covariance `S`; white with
    /// variance 1 where the ensemble is what it should be.
    package var pulls: [Double]

    /// Updates members in place.
    ///
    /// - Parameters:
    ///   - members: by member, then by component; linear constraints among them are kept.
    ///   - predicted: what each member expects to be measured.
    ///   - measured: what was measured, with its deviations.
    ///   - watched: number of first components whose pulls are wanted.
    /// - Throws: `NumericsError` where no measurement can tell anything.
    package static func apply(
        to members: inout [[Double]], predicted: [[Double]], measured: [Double],
        deviations: [Double], watched: Int = 0
    ) throws(NumericsError) -> EnsembleUpdate {
        let innovations = try InnovationStatistics(
            of: measured, deviations: deviations, predicted: predicted)
        var pulls: [Double] = []
        for k in 0..<watched {
            pulls.append(
                try innovations.pull(SampleMoments.covariances(members.map { $0[k] }, predicted)))
        }
        let width = members[0].count
        var states = zip(members, predicted).map { $0 + $1 }
        for (k, value) in measured.enumerated() {
            take(value, deviation: deviations[k], at: width + k, in: &states)
        }
        for i in members.indices { members[i] = Array(states[i][..<width]) }
        return EnsembleUpdate(pulls: pulls)
    }

    /// Takes one value that component `k` of each state expects.
    private static func take(
        _ value: Double, deviation: Double, at k: Int, in states: inout [[Double]]
    ) {
        let n = Double(states.count)
        let expected = states.map { $0[k] }
        let mean = expected.reduce(0, +) / n
        let own = expected.map { $0 - mean }
        let variance = own.reduce(0) { $0 + $1 * $1 } / (n - 1) + deviation * deviation
        let alpha = 1 / (1 + deviation / variance.squareRoot())
        var gain = SampleMoments.covariances(expected, states)
        for c in gain.indices { gain[c] /= variance }
        for i in states.indices {
            let change = value - mean - alpha * own[i]
            for c in gain.indices { states[i][c] += gain[c] * change }
        }
    }
}
