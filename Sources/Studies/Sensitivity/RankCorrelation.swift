/// Spearman's rank correlation.
enum RankCorrelation {
    /// Places of values in ascending order; equals have the mean of their places.
    static func ranks(_ values: [Double]) -> [Double] {
        var ranks = [Double](repeating: 0, count: values.count)
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, values[order[last + 1]] == values[order[first]] {
                last += 1
            }
            for place in first...last { ranks[order[place]] = 0.5 * Double(first + last) }
            first = last + 1
        }
        return ranks
    }

    /// Correlation of two sets of ranks [1]; NaN where all of one are equal.
    static func ofRanks(_ first: [Double], _ second: [Double]) -> Double {
        let middle = 0.5 * Double(first.count - 1)
        var (product, squares) = (0.0, (0.0, 0.0))
        for (a, b) in zip(first, second) {
            product += (a - middle) * (b - middle)
            squares.0 += (a - middle) * (a - middle)
            squares.1 += (b - middle) * (b - middle)
        }
        return product / (squares.0 * squares.1).squareRoot()
    }

    /// Correlation of the ranks of two sets of values [1].
    static func of(_ first: [Double], _ second: [Double]) -> Double {
        ofRanks(ranks(first), ranks(second))
    }
}
