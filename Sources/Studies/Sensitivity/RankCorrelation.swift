/// Spearman's rank correlation.
enum RankCorrelation {
    /// Places of values in ascending order; of equals the first is lower.
    static func ranks(_ values: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        for (rank, place) in order.enumerated() { ranks[place] = Double(rank) }
        return ranks
    }

    /// Correlation of two sets of ranks without ties [1]; NaN for fewer than two.
    static func ofRanks(_ first: [Double], _ second: [Double]) -> Double {
        let middle = 0.5 * Double(first.count - 1)
        var (product, square) = (0.0, 0.0)
        for (a, b) in zip(first, second) {
            product += (a - middle) * (b - middle)
            square += (a - middle) * (a - middle)
        }
        return product / square
    }

    /// Correlation of the ranks of two sets of values [1].
    static func of(_ first: [Double], _ second: [Double]) -> Double {
        ofRanks(ranks(first), ranks(second))
    }
}
