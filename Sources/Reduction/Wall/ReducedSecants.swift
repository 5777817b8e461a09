/// What full steps with an old factor have taught about it: the good Broyden method, as the full order has it.
///
/// With corrections `δ_k = −B_k⁻¹ F_k` taken in full, the secant condition gives
///
/// ```
/// B_{k+1}⁻¹ = (I + δ_{k+1} δ_kᵀ / |δ_k|²) B_k⁻¹,   δ_{k+1} = v / (1 − α),
/// v = −B_k⁻¹ F_{k+1},  α = δ_kᵀ v / |δ_k|²
/// ```
///
/// Updates are kept as long as their factor, over steps too.
///
/// Source: Deuflhard, *Newton Methods for Nonlinear Problems* (2004), section 3.2.3 (QNERR).
struct ReducedSecants {
    private struct Update {
        var before: ReducedCorrection
        /// 1/|δ_k|².
        var weight: Double
        var after: ReducedCorrection
    }

    /// Norm of q of a motion by 1 mm.
    private let unit: Double
    private var updates: [Update] = []

    /// Updates kept at a time; with more, all are dropped and learned anew. As in the full order.
    private static let capacity = 10

    init(unit: Double) { self.unit = unit }

    /// Drops all updates.
    mutating func forget() { updates = [] }

    /// Turns a correction of the factor alone into that of the updated one.
    func apply(to v: inout ReducedCorrection) {
        for update in updates {
            v.add(product(update.before, v) * update.weight, update.after)
        }
    }

    /// Learns from a full step `before` that is followed by the correction `v`, which it scales.
    mutating func learn(from before: ReducedCorrection, then v: inout ReducedCorrection) {
        let square = product(before, before)
        let scale = 1 / (1 - product(before, v) / square)
        guard square > 0, scale.isFinite else { return }
        v.add(scale - 1, v)
        if updates.count == Self.capacity { forget() }
        updates.append(Update(before: before, weight: 1 / square, after: v))
    }

    /// Product of corrections: millimetres and kilopascals.
    func product(_ a: ReducedCorrection, _ b: ReducedCorrection) -> Double {
        var motion = 0.0
        for i in a.q.indices { motion += a.q[i] * b.q[i] }
        var sum = motion / (unit * unit)
        for i in a.pressures.indices { sum += a.pressures[i] * b.pressures[i] }
        return sum
    }
}

/// A change of coordinates and pressures.
struct ReducedCorrection {
    var q: [Double]
    var pressures: [Double]

    /// Adds a multiple of another one.
    mutating func add(_ factor: Double, _ other: ReducedCorrection) {
        for i in q.indices { q[i] += factor * other.q[i] }
        for i in pressures.indices { pressures[i] += factor * other.pressures[i] }
    }
}
