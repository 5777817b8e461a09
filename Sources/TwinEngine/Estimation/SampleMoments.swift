/// Moments of ensembles.
enum SampleMoments {
    /// Covariances of a number of each member with the components of something else of it.
    static func covariances(_ one: [Double], _ others: [[Double]]) -> [Double] {
        let n = Double(one.count)
        let mean = one.reduce(0, +) / n
        var centre = [Double](repeating: 0, count: others[0].count)
        for other in others {
            for c in centre.indices { centre[c] += other[c] / n }
        }
        var result = [Double](repeating: 0, count: centre.count)
        for (own, other) in zip(one, others) {
            let weight = (own - mean) / (n - 1)
            for c in centre.indices { result[c] += weight * (other[c] - centre[c]) }
        }
        return result
    }
}
