/// Quantiles of a sample.
public enum Quantiles {
    /// The values below which the given shares of a sample lie, linear between its values; NaN for an
    /// empty sample.
    ///
    /// - Complexity: O(n log n).
    public static func of(_ values: [Double], at shares: [Double]) -> [Double] {
        let sorted = values.sorted()
        guard let last = sorted.last else { return shares.map { _ in .nan } }
        return shares.map { share in
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            guard below + 1 < sorted.count else { return last }
            return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
        }
    }
}
