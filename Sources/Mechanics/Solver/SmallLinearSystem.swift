/// Dense systems of a few unknowns (cavity pressures).
enum SmallLinearSystem {
    /// Solves `A x = b` by elimination with row pivoting; `A` row-major. A singular system gives
    /// values that are not finite, which the caller's line search rejects.
    static func solve(_ matrix: [Double], _ side: [Double]) -> [Double] {
        let n = side.count
        var A = matrix
        var x = side
        for k in 0..<n {
            var pivot = k
            for row in k..<n where abs(A[row * n + k]) > abs(A[pivot * n + k]) { pivot = row }
            if pivot != k {
                for j in 0..<n { A.swapAt(k * n + j, pivot * n + j) }
                x.swapAt(k, pivot)
            }
            for row in (k + 1)..<max(n, k + 1) {
                let factor = A[row * n + k] / A[k * n + k]
                for j in k..<n { A[row * n + j] -= factor * A[k * n + j] }
                x[row] -= factor * x[k]
            }
        }
        for k in (0..<n).reversed() {
            for j in (k + 1)..<max(n, k + 1) { x[k] -= A[k * n + j] * x[j] }
            x[k] /= A[k * n + k]
        }
        return x
    }
}
