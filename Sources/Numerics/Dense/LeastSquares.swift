import CLAPACKE

/// Linear least squares min ‖A x − b‖₂ with more rows than columns, by QR.
///
/// Source: Golub, Van Loan, *Matrix Computations* (2013), §5.3.3 (LAPACK `dgels`).
public struct LeastSquares: Sendable {
    /// The minimiser x.
    public let solution: [Double]
    /// ‖A x − b‖₂.
    public let residualNorm: Double
    /// Estimate of the reciprocal condition number of A.
    public let reciprocalCondition: Double

    /// Reciprocal condition below which columns count as linearly dependent: with half the digits
    /// lost, differences of iterates (the usual columns) carry no information any more.
    public static let defaultSingularityThreshold = 1e-10

    /// Solves a problem.
    ///
    /// - `matrix`: rows × columns numbers, row-major, `rows ≥ columns ≥ 1`.
    /// - `b`: `rows` numbers.
    /// - Throws: ``NumericsError/singular(order:reciprocalCondition:)`` for dependent columns,
    ///   ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``.
    public init(
        _ matrix: [Double], columns: Int, _ b: [Double],
        singularityThreshold: Double = defaultSingularityThreshold
    ) throws(NumericsError) {
        let rows = b.count
        guard columns > 0, rows >= columns, matrix.count == rows * columns else {
            throw .dimensionMismatch(
                quantity: "least-squares matrix", expected: rows * columns, found: matrix.count)
        }
        for (quantity, values) in [("least-squares matrix", matrix), ("right-hand side", b)] {
            if let index = values.firstIndex(where: { !$0.isFinite }) {
                throw .notFinite(quantity: quantity, index: index)
            }
        }
        _ = BLASThreads.single
        // LAPACK wants columns one after the other.
        var qr = (0..<rows * columns).map { matrix[$0 % rows * columns + $0 / rows] }
        var x = b
        let (m, n) = (Int32(rows), Int32(columns))
        let info = LAPACKE_dgels(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), m, n, 1, &qr, m, &x, m)
        var reciprocal = 0.0
        if info == 0 {
            LAPACKE_dtrcon(
                LAPACK_COL_MAJOR, CChar(UInt8(ascii: "1")), CChar(UInt8(ascii: "U")),
                CChar(UInt8(ascii: "N")), n, qr, m, &reciprocal)
        }
        guard reciprocal > singularityThreshold else {
            throw .singular(order: columns, reciprocalCondition: reciprocal)
        }
        solution = Array(x[..<columns])
        residualNorm = x[columns...].reduce(0) { $0 + $1 * $1 }.squareRoot()
        reciprocalCondition = reciprocal
    }
}
