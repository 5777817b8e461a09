public import Numerics

/// Conjugate gradients with symmetric Gauss–Seidel preconditioning in Eisenstat's form.
///
/// The matrix is scaled to a unit diagonal, `A = I + L + Lᵀ`, and the iteration runs on
///
/// ```
/// Â = (I + L)⁻¹·A·(I + Lᵀ)⁻¹,   Â·v = t + (I + L)⁻¹·(v − t),   t = (I + Lᵀ)⁻¹·v
/// ```
///
/// so that one backward and one forward substitution, the cost of a single product with A, do the work
/// of product and preconditioner together. Serial and therefore reproducible; run several solves side
/// by side to use more cores. Cost O(nonzeros · n^(1/3)) or so for diffusion problems.
///
/// Source: Eisenstat, *SIAM J. Sci. Stat. Comput.* 2 (1981) 1–4, doi:10.1137/0902001, with ω = 1.
public struct ConjugateGradientSSOR: Sendable {
    private let scale: [Double]
    private let lower: CSRMatrix
    private let upper: CSRMatrix

    /// Scales and splits a symmetric matrix. O(nonzeros).
    ///
    /// - Throws: ``FiniteElementsError/diagonalNotPositive(row:value:)``.
    public init(_ matrix: CSRMatrix) throws(FiniteElementsError) {
        var scale: [Double] = []
        for row in 0..<matrix.rows {
            let diagonal = matrix.position(row, row).map { matrix.value[$0] } ?? 0
            guard diagonal > 0, diagonal.isFinite else {
                throw .diagonalNotPositive(row: row, value: diagonal)
            }
            scale.append(1 / diagonal.squareRoot())
        }
        self.scale = scale
        lower = matrix.scaledTriangle(scale) { row, column in column < row }
        upper = matrix.scaledTriangle(scale) { row, column in column > row }
    }

    /// Solves `A·x = rhs`.
    ///
    /// - `tolerance`: stop when `‖(I + L)⁻¹·r‖` has fallen to this fraction of its start, where r is
    ///   the residual of the scaled system and the start is for x = 0.
    /// - `maxIterations`: nil means ten times the number of unknowns, far beyond what exact arithmetic
    ///   would need.
    ///
    /// - Throws: ``FiniteElementsError/notConverged(iterations:tolerance:residuals:)``.
    public func solve(
        _ rhs: [Double], tolerance: Double, maxIterations: Int? = nil
    ) throws(FiniteElementsError) -> [Double] {
        precondition(rhs.count == scale.count, "right-hand side length")
        let n = rhs.count
        var residual = zip(rhs, scale).map(*)
        lower.substituteForward(&residual)
        let start = dot(residual, residual)
        var solution = [Double](repeating: 0, count: n)
        if start == 0 { return solution }
        var direction = residual
        var product = solution
        var halfway = solution
        var rho = start
        var history = [1.0]
        let limit = maxIterations ?? 10 * n
        while !((rho / start).squareRoot() <= tolerance) {
            guard history.count <= limit, rho.isFinite else {
                throw .notConverged(
                    iterations: history.count - 1, tolerance: tolerance,
                    residuals: history.suffix(5))
            }
            apply(direction, into: &product, halfway: &halfway)
            let step = rho / dot(direction, product)
            axpy(step, direction, &solution)
            axpy(-step, product, &residual)
            let next = dot(residual, residual)
            let ratio = next / rho
            rho = next
            for i in 0..<n { direction[i] = residual[i] + ratio * direction[i] }
            history.append((rho / start).squareRoot())
        }
        upper.substituteBackward(&solution)
        for i in 0..<n { solution[i] *= scale[i] }
        return solution
    }

    /// product = Â·v.
    private func apply(_ v: [Double], into product: inout [Double], halfway t: inout [Double]) {
        for i in v.indices { t[i] = v[i] }
        upper.substituteBackward(&t)
        for i in v.indices { product[i] = v[i] - t[i] }
        lower.substituteForward(&product)
        for i in v.indices { product[i] += t[i] }
    }
}

/// Scalar product in four interleaved partial sums.
private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum0 = 0.0
    var sum1 = 0.0
    var sum2 = 0.0
    var sum3 = 0.0
    let blocks = a.count / 4 * 4
    for i in stride(from: 0, to: blocks, by: 4) {
        sum0 += a[i] * b[i]
        sum1 += a[i + 1] * b[i + 1]
        sum2 += a[i + 2] * b[i + 2]
        sum3 += a[i + 3] * b[i + 3]
    }
    var total = (sum0 + sum1) + (sum2 + sum3)
    for i in blocks..<a.count { total += a[i] * b[i] }
    return total
}

private func axpy(_ s: Double, _ x: [Double], _ y: inout [Double]) {
    for i in x.indices { y[i] += s * x[i] }
}

extension CSRMatrix {
    /// The entries for which `keep(row, column)` holds, each times scale[row]·scale[column].
    fileprivate func scaledTriangle(_ scale: [Double], where keep: (Int, Int) -> Bool) -> CSRMatrix
    {
        var start: [Int32] = [0]
        var column: [Int32] = []
        var value: [Double] = []
        for row in 0..<rows {
            for k in Int(rowStart[row])..<Int(rowStart[row + 1]) {
                let c = Int(self.column[k])
                guard keep(row, c) else { continue }
                column.append(Int32(c))
                value.append(self.value[k] * scale[row] * scale[c])
            }
            start.append(Int32(column.count))
        }
        return CSRMatrix(rowStart: start, column: column, value: value)
    }

    /// x ← (I + T)⁻¹·x for this strictly lower triangle T.
    fileprivate func substituteForward(_ x: inout [Double]) {
        substitute(&x, rows: 0..<rows)
    }

    /// x ← (I + T)⁻¹·x for this strictly upper triangle T.
    fileprivate func substituteBackward(_ x: inout [Double]) {
        substitute(&x, rows: (0..<rows).reversed())
    }

    private func substitute(_ x: inout [Double], rows order: some Sequence<Int>) {
        x.withUnsafeMutableBufferPointer { x in
            rowStart.withUnsafeBufferPointer { start in
                column.withUnsafeBufferPointer { column in
                    value.withUnsafeBufferPointer { value in
                        for row in order {
                            var sum = x[row]
                            for k in Int(start[row])..<Int(start[row + 1]) {
                                sum -= value[k] * x[Int(column[k])]
                            }
                            x[row] = sum
                        }
                    }
                }
            }
        }
    }
}
