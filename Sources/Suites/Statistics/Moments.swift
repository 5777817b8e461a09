import Numerics

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

    /// The middle; not a number of none.
    package var median: Double { sorted.isEmpty ? .nan : Quantiles.of(sorted, at: [0.5])[0] }
}
