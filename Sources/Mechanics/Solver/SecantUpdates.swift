/// What full steps with an old factor have taught about it: the good Broyden method.
///
/// With corrections `δ_k = −B_k⁻¹ F_k` taken in full, the secant condition gives
///
/// ```
/// B_{k+1}⁻¹ = (I + δ_{k+1} δ_kᵀ / |δ_k|²) B_k⁻¹,   δ_{k+1} = v / (1 − α),
/// v = −B_k⁻¹ F_{k+1},  α = δ_kᵀ v / |δ_k|²
/// ```
///
/// so that an update costs two stored vectors and no factorisation, and iterations with an old factor
/// converge faster than linearly. Updates are kept as long as their factor, over steps too.
///
/// Source: Deuflhard, *Newton Methods for Nonlinear Problems* (2004), section 3.2.3 (QNERR).
final class SecantUpdates {
    private struct Update {
        /// δ_k and 1/|δ_k|².
        var before: NewtonCorrection
        var weight: Double
        /// δ_{k+1}.
        var after: NewtonCorrection
    }

    private let metric: NewtonMetric
    private var updates: [Update] = []
    private var free: [NewtonCorrection]

    /// Updates kept at a time; with more, all are dropped and learned anew.
    private static let capacity = 10

    init(unknowns: Int, metric: NewtonMetric) {
        self.metric = metric
        free = (0..<2 * Self.capacity).map { _ in
            NewtonCorrection(displacement: Buffer(repeating: 0, count: unknowns), pressures: [])
        }
    }

    /// Drops all updates.
    func forget() {
        for update in updates { free += [update.before, update.after] }
        updates = []
    }

    /// Turns a correction of the factor alone into that of the updated one.
    func apply(to v: inout NewtonCorrection) {
        for update in updates {
            let alpha = metric.product(update.before, v) * update.weight
            add(alpha, update.after, to: &v)
        }
    }

    /// Learns from a full step `before` that is followed by the correction `v`, which it scales.
    func learn(from before: NewtonCorrection, then v: inout NewtonCorrection) {
        let square = metric.product(before, before)
        let alpha = metric.product(before, v) / square
        let scale = 1 / (1 - alpha)
        guard square > 0, scale.isFinite, before.pressures.count == v.pressures.count else {
            return
        }
        for i in 0..<v.displacement.count { v.displacement[i] *= scale }
        for i in v.pressures.indices { v.pressures[i] *= scale }
        if updates.count == Self.capacity { forget() }
        var (first, second) = (free.removeLast(), free.removeLast())
        copy(before, to: &first)
        copy(v, to: &second)
        updates.append(Update(before: first, weight: 1 / square, after: second))
    }

    private func copy(_ source: NewtonCorrection, to target: inout NewtonCorrection) {
        target.displacement.assign(source.displacement)
        target.pressures = source.pressures
    }

    private func add(_ factor: Double, _ x: NewtonCorrection, to v: inout NewtonCorrection) {
        v.displacement.add(factor, x.displacement)
        for i in v.pressures.indices { v.pressures[i] += factor * x.pressures[i] }
    }
}
