/// Eigenvalues and orthonormal eigenvectors of a symmetric 3 × 3 matrix.
///
/// Cyclic Jacobi rotations: accurate to round-off relative to the largest eigenvalue for repeated and
/// nearly repeated values too, where closed formulas lose half the digits.
///
/// Source: Golub, Van Loan, *Matrix Computations* (2013), §8.5.2, algorithm 8.5.1.
public struct SymmetricEigen3: Sendable {
    /// Eigenvalues, ascending.
    public let values: Vec3
    /// Eigenvectors in the columns, in the order of ``values``, right-handed.
    public let vectors: Mat3

    /// Sweeps over the three off-diagonal entries; convergence is quadratic and takes four or five.
    private static let maxSweeps = 12

    /// Decomposes (A + Aᵀ)/2.
    ///
    /// - Throws: ``NumericsError/notFinite(quantity:index:)``.
    public init(_ matrix: Mat3) throws(NumericsError) {
        guard matrix.row0.isFinite, matrix.row1.isFinite, matrix.row2.isFinite else {
            throw .notFinite(quantity: "3 × 3 matrix", index: 0)
        }
        let s = 0.5 * (matrix + matrix.transpose)
        var a = [[s.xx, s.xy, s.xz], [s.yx, s.yy, s.yz], [s.zx, s.zy, s.zz]]
        var v = [[1.0, 0, 0], [0, 1.0, 0], [0, 0, 1.0]]
        for _ in 0..<Self.maxSweeps where a[0][1] != 0 || a[0][2] != 0 || a[1][2] != 0 {
            for (p, q) in [(0, 1), (0, 2), (1, 2)] { Self.rotate(&a, &v, p, q) }
        }
        let order = [0, 1, 2].sorted { (a[$0][$0], $0) < (a[$1][$1], $1) }
        let columns = order.map { k in Vec3(v[0][k], v[1][k], v[2][k]) }
        values = Vec3(a[order[0]][order[0]], a[order[1]][order[1]], a[order[2]][order[2]])
        vectors = Mat3(columns: columns[0], columns[1], columns[0].cross(columns[1]))
    }

    /// Makes entry (p, q) zero by a rotation of rows and columns p and q.
    private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
        // An entry below the round-off of both diagonal entries no longer matters.
        guard abs(a[p][q]) > 0.5 * .ulpOfOne * min(abs(a[p][p]), abs(a[q][q])) else {
            a[p][q] = 0
            a[q][p] = 0
            return
        }
        let tau = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (tau >= 0 ? 1 : -1) / (abs(tau) + (1 + tau * tau).squareRoot())
        let c = 1 / (1 + t * t).squareRoot()
        let s = t * c
        for k in 0..<3 {
            (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q])
        }
        for k in 0..<3 {
            (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k])
            (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q])
        }
        a[p][q] = 0
        a[q][p] = 0
    }
}
