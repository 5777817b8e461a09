/// JᵀJ and Jᵀr of a small least-squares problem, solved by Cholesky's method.
package struct NormalEquations {
    /// Number of unknowns.
    let count: Int
    /// JᵀJ, row-major.
    let matrix: [Double]
    /// Jᵀr.
    let gradient: [Double]

    /// Forms the equations from the columns of J.
    package init(jacobian columns: [[Double]], residuals: [Double]) {
        func dot(_ a: [Double], _ b: [Double]) -> Double {
            var sum = 0.0
            for k in a.indices { sum += a[k] * b[k] }
            return sum
        }
        count = columns.count
        matrix = columns.flatMap { a in columns.map { dot(a, $0) } }
        gradient = columns.map { dot($0, residuals) }
    }

    /// Solution of (JᵀJ + μ·diag JᵀJ)·step = −Jᵀr.
    package func step(damping: Double) -> [Double] {
        solve(factor(damping: damping), gradient.map { -$0 })
    }

    /// Decrease of ½‖r‖² that the linear model predicts for a move.
    package func predictedDecrease(_ move: [Double]) -> Double {
        var sum = 0.0
        for i in 0..<count {
            var product = 0.0
            for j in 0..<count { product += matrix[i * count + j] * move[j] }
            sum -= move[i] * (gradient[i] + 0.5 * product)
        }
        return sum
    }

    /// Inverse of JᵀJ, row-major.
    package func inverse() -> [Double] {
        let lower = factor(damping: 0)
        return (0..<count).flatMap { row in
            solve(lower, (0..<count).map { $0 == row ? 1 : 0 })
        }
    }

    /// Lower Cholesky factor of the damped matrix, row-major.
    private func factor(damping: Double) -> [Double] {
        var lower = matrix
        for i in 0..<count {
            let diagonal = max(matrix[i * count + i], Cholesky.smallestPivot)
            lower[i * count + i] = diagonal * (1 + damping)
        }
        return Cholesky.lower(lower, count: count)
    }

    private func solve(_ lower: [Double], _ right: [Double]) -> [Double] {
        var x = right
        for i in 0..<count {
            for k in 0..<i { x[i] -= lower[i * count + k] * x[k] }
            x[i] /= lower[i * count + i]
        }
        for i in (0..<count).reversed() {
            for k in i + 1..<max(count, i + 1) { x[i] -= lower[k * count + i] * x[k] }
            x[i] /= lower[i * count + i]
        }
        return x
    }
}
