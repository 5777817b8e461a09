/// Points of a unit cube of which every coordinate takes each of as many strata exactly once.
///
/// ```
/// x[i, d] = (π_d(i) + u[i, d]) / n,   π_d: a random permutation of 0 … n − 1,   u uniform in [0, 1)
/// ```
///
/// With n points each single parameter is covered as evenly as by n points on a line, whatever the number
/// of parameters; combinations are random. Same seed, same bits.
///
/// Source: McKay, Beckman, Conover, *Technometrics* 21 (1979) 239–245, doi:10.1080/00401706.1979.10489755.
public enum LatinHypercube {
    /// Draws `count` points with `dimensions` coordinates in [0, 1).
    ///
    /// - Complexity: O(count · dimensions).
    public static func points(count: Int, dimensions: Int, seed: UInt64) -> [[Double]] {
        precondition(count > 0 && dimensions > 0, "at least one point and one coordinate")
        var generator = SplitMix64(seed: seed)
        var points = [[Double]](
            repeating: [Double](repeating: 0, count: dimensions), count: count)
        for dimension in 0..<dimensions {
            var strata = Array(0..<count)
            // Fisher and Yates by hand: the order of the standard library's shuffle is not promised.
            for last in stride(from: count - 1, to: 0, by: -1) {
                strata.swapAt(last, Int(generator.nextDouble() * Double(last + 1)))
            }
            for point in 0..<count {
                points[point][dimension] =
                    (Double(strata[point]) + generator.nextDouble()) / Double(count)
            }
        }
        return points
    }
}
