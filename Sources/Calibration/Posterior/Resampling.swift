import Glibc

/// Weighted sets made into equally likely ones.
enum Resampling {
    /// Weights of sum one from their logarithms; −∞ and NaN weigh nothing.
    static func weights(_ logarithms: [Double]) -> [Double] {
        let best = logarithms.reduce(-Double.infinity) { $1 > $0 ? $1 : $0 }
        guard best.isFinite else { return logarithms.map { _ in 1 / Double(logarithms.count) } }
        let raw = logarithms.map { $0.isFinite ? exp($0 - best) : 0 }
        let sum = raw.reduce(0, +)
        return raw.map { $0 / sum }
    }

    /// How many equally weighted sets are worth as much.
    static func effectiveCount(_ weights: [Double]) -> Double {
        1 / weights.reduce(0) { $0 + $1 * $1 }
    }

    /// Places of the sets to keep: each as often as its weight says, up to one.
    ///
    /// Source: Kitagawa, *J. Comput. Graph. Stat.* 5 (1996) 1–25, doi:10.1080/10618600.1996.10474692.
    ///
    /// - Parameter offset: uniform in [0, 1).
    static func systematic(_ weights: [Double], count: Int, offset: Double) -> [Int] {
        var places: [Int] = []
        var sum = weights[0]
        var place = 0
        for k in 0..<count {
            let level = (Double(k) + offset) / Double(count)
            while sum < level, place < weights.count - 1 {
                place += 1
                sum += weights[place]
            }
            places.append(place)
        }
        return places
    }
}
