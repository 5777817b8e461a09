/// Mean, standard deviation and order statistics of some numbers.
package struct Moments: Sendable, Equatable {
    /// The numbers, in ascending order.
    package let sorted: [Double]
    /// Arithmetic mean; not a number of none.
    package let mean: Double
    /// Standard deviation with n − 1; not a number of fewer than two.
    package let deviation: Double

    package init(_ values: [Double]) {
        sorted = values.sorted()
        let count = Double(values.count)
        // Ordered sums: the same bits whatever the order of the members.
        let mean = sorted.reduce(0, +) / count
        self.mean = mean
        deviation =
            values.count > 1
            ? (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
            : .nan
    }

    /// How many numbers.
    package var count: Int { sorted.count }

    /// Standard error of the mean; not a number of fewer than two.
    package var standardError: Double { deviation / Double(count).squareRoot() }

    /// The number below which a share of them lies, with linear interpolation between neighbours
    /// (definition 7 of Hyndman and Fan, *Am. Stat.* 50 (1996) 361–365, doi:10.1080/00031305.1996.10473566).
    package func quantile(_ share: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last else { return .nan }
        let place = share * Double(count - 1)
        guard place > 0 else { return first }
        guard place < Double(count - 1) else { return last }
        let below = Int(place)
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    /// The middle.
    package var median: Double { quantile(0.5) }
}
