import CLAPACKE

/// LU factorisation with partial pivoting of a small dense matrix, for Schur complements, lumped
/// circulations and the like (orders up to a few hundred).
///
/// Source: Golub, Van Loan, *Matrix Computations* (2013), §3.4 and §3.5.4 (LAPACK `dgetrf`, `dgecon`,
/// `dgetrs`).
public struct DenseLU: Sendable {
    /// Number of rows and columns.
    public let order: Int
    /// Estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁): relative errors are about round-off divided by this.
    public let reciprocalCondition: Double
    private let factors: [Double]
    private let pivots: [Int32]

    /// Reciprocal condition below which a matrix counts as singular: a few times round-off, so that
    /// no digit of the solution would be right.
    public static let singularityThreshold = 4 * Double.ulpOfOne

    /// Factors a matrix.
    ///
    /// - `matrix`: `order²` numbers, row-major.
    /// - Throws: ``NumericsError/singular(order:reciprocalCondition:)``,
    ///   ``NumericsError/notFinite(quantity:index:)``,
    ///   ``NumericsError/dimensionMismatch(quantity:expected:found:)``.
    public init(_ matrix: [Double], order: Int) throws(NumericsError) {
        guard order > 0, matrix.count == order * order else {
            throw .dimensionMismatch(
                quantity: "dense matrix", expected: order * order, found: matrix.count)
        }
        if let index = matrix.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(quantity: "dense matrix", index: index)
        }
        _ = BLASThreads.single
        // Row-major A is column-major Aᵀ: factor that, and solve with the transpose.
        let n = Int32(order)
        var lu = matrix
        var pivots = [Int32](repeating: 0, count: order)
        let norm = LAPACKE_dlange(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "I")), n, n, lu, n)
        let info = LAPACKE_dgetrf(LAPACK_COL_MAJOR, n, n, &lu, n, &pivots)
        var reciprocal = 0.0
        if info == 0 {
            LAPACKE_dgecon(
                LAPACK_COL_MAJOR, CChar(UInt8(ascii: "I")), n, lu, n, norm, &reciprocal)
        }
        guard reciprocal > Self.singularityThreshold else {
            throw .singular(order: order, reciprocalCondition: reciprocal)
        }
        self.order = order
        self.pivots = pivots
        factors = lu
        reciprocalCondition = reciprocal
    }

    /// Solution of A x = b.
    ///
    /// - Throws: ``NumericsError/dimensionMismatch(quantity:expected:found:)``.
    public func solve(_ b: [Double]) throws(NumericsError) -> [Double] {
        guard b.count == order else {
            throw .dimensionMismatch(quantity: "right-hand side", expected: order, found: b.count)
        }
        var x = b
        LAPACKE_dgetrs(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "T")), Int32(order), 1, factors, Int32(order),
            pivots, &x, Int32(order))
        return x
    }
}
