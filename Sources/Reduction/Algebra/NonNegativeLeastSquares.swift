/// Least squares with coefficients that are not negative, by an active set on the normal equations.
///
/// ```
/// min ‖G x − d‖², x ≥ 0, with A = Gᵀ G, b = Gᵀ d, c = ‖d‖²
/// ```
///
/// Coefficients become positive one at a time, that with the steepest descent first, and the search ends
/// when ‖G x − d‖ ≤ tolerance ‖d‖: the fewer, the looser the tolerance.
///
/// Source: Lawson and Hanson, *Solving Least Squares Problems* (1974), chapter 23; on the normal equations
/// as in Bro and de Jong, *J. Chemometrics* 11 (1997) 393–401 (from memory). Ending at a tolerance: Farhat,
/// Avery, Chapman, Cortial, *Int. J. Numer. Methods Eng.* 98 (2014) 625–662, doi:10.1002/nme.4668.
package struct NonNegativeLeastSquares {
    /// A, column-major; both triangles.
    package var matrix: [Double]
    /// b.
    package var side: [Double]
    /// c.
    package var square: Double

    /// Poses a problem.
    package init(matrix: [Double], side: [Double], square: Double) {
        self.matrix = matrix
        self.side = side
        self.square = square
    }

    /// ‖G x − d‖ / ‖d‖.
    package func residual(_ x: [Double]) -> Double {
        var sum = square
        for i in x.indices where x[i] != 0 {
            sum -= 2 * side[i] * x[i]
            for j in x.indices where x[j] != 0 { sum += x[i] * matrix[j * x.count + i] * x[j] }
        }
        return (max(sum, 0) / square).squareRoot()
    }

    /// The coefficients, and how well they fit.
    ///
    /// - Throws: ``ReductionError/notSolved(what:)`` when no further coefficient helps.
    package func solve(tolerance: Double) throws(ReductionError) -> (x: [Double], residual: Double)
    {
        let n = side.count
        var x = [Double](repeating: 0, count: n)
        var positive: [Int] = []
        var isBlocked = [Bool](repeating: false, count: n)
        var fit = 1.0
        for _ in 0..<4 * n {
            guard let next = steepest(x, positive, isBlocked) else { break }
            positive.append(next)
            guard let moved = settle(&x, &positive) else {
                // Columns that depend on each other: the newcomer brings nothing.
                isBlocked[next] = true
                positive.removeAll { $0 == next }
                x[next] = 0
                continue
            }
            if moved == false { isBlocked[next] = true }
            fit = residual(x)
            if fit <= tolerance { return (x, fit) }
        }
        throw .notSolved(
            what: "weights of elements: forces are met to \(fit), asked for \(tolerance)")
    }

    /// The coefficient with the steepest descent among those at zero.
    private func steepest(_ x: [Double], _ positive: [Int], _ isBlocked: [Bool]) -> Int? {
        let n = side.count
        let inside = Set(positive)
        var best: Int?
        var steepest = 1e-14 * square
        for j in 0..<n where !inside.contains(j) && !isBlocked[j] {
            var slope = side[j]
            for i in positive { slope -= matrix[i * n + j] * x[i] }
            if slope > steepest {
                steepest = slope
                best = j
            }
        }
        return best
    }

    /// Minimises over the positive coefficients, and drops those that would become negative; nil where
    /// their columns depend on each other, false where the newcomer itself is dropped.
    private func settle(_ x: inout [Double], _ positive: inout [Int]) -> Bool? {
        let n = side.count
        let newcomer = positive.last
        while true {
            let m = positive.count
            var part = [Double](repeating: 0, count: m * m)
            for (column, j) in positive.enumerated() {
                for (row, i) in positive.enumerated() { part[column * m + row] = matrix[j * n + i] }
            }
            guard let z = DenseKernels.solvePositive(part, positive.map { side[$0] }) else {
                return nil
            }
            var share = 1.0
            for (k, i) in positive.enumerated() where z[k] <= 0 {
                share = min(share, x[i] / (x[i] - z[k]))
            }
            if share == 1 {
                for (k, i) in positive.enumerated() { x[i] = z[k] }
                return newcomer.map { x[$0] > 0 } ?? true
            }
            for (k, i) in positive.enumerated() {
                // Those that reach zero first are zero exactly.
                let isFirst = z[k] <= 0 && x[i] / (x[i] - z[k]) <= share
                x[i] = isFirst ? 0 : x[i] + share * (z[k] - x[i])
            }
            positive.removeAll { x[$0] <= 0 }
            if positive.isEmpty { return false }
        }
    }
}
