import CLAPACKE
import COpenBLAS

/// Dense products and factorisations of this module, column-major, on one thread.
enum DenseKernels {
    private static let single: Void = openblas_set_num_threads(1)

    /// y = A x + beta y, or with Aᵀ; A has `rows` × `columns` with leading dimension `rows`.
    static func multiply(
        _ a: UnsafePointer<Double>, rows: Int, columns: Int, transposed: Bool = false,
        _ x: UnsafePointer<Double>, beta: Double = 0, _ y: UnsafeMutablePointer<Double>
    ) {
        _ = single
        cblas_dgemv(
            CblasColMajor, transposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), 1,
            a, Int32(rows), x, 1, beta, y, 1)
    }

    /// C = op(A) B + beta C with C of m × n, the inner dimension k, and leading dimensions.
    static func multiply(
        transposed: Bool = false, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>,
        _ lda: Int, _ b: UnsafePointer<Double>, _ ldb: Int, beta: Double = 0,
        _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
        _ = single
        cblas_dgemm(
            CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(m),
            Int32(n), Int32(k), 1, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    /// C = A Bᵀ with C of m × n and the inner dimension k.
    static func multiplyTransposed(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int,
        _ b: UnsafePointer<Double>, _ ldb: Int, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
        _ = single
        cblas_dgemm(
            CblasColMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), 1, a,
            Int32(lda), b, Int32(ldb), 0, c, Int32(ldc))
    }

    /// The first product in single precision.
    static func multiply(
        transposed: Bool = false, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>,
        _ lda: Int, _ b: UnsafePointer<Float>, _ ldb: Int, beta: Float = 0,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        _ = single
        cblas_sgemm(
            CblasColMajor, transposed ? CblasTrans : CblasNoTrans, CblasNoTrans, Int32(m),
            Int32(n), Int32(k), 1, a, Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    /// Adds Aᵀ A to the lower triangle of C, n × n; A has k rows.
    static func addSquare(
        _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int,
        _ c: UnsafeMutablePointer<Double>
    ) {
        _ = single
        cblas_dsyrk(
            CblasColMajor, CblasLower, CblasTrans, Int32(n), Int32(k), 1, a, Int32(lda), 1, c,
            Int32(n))
    }

    /// Eigenvalues, ascending, and eigenvectors of a symmetric matrix, of which the lower triangle is
    /// read; the vectors replace it, one per column.
    static func eigen(_ matrix: inout [Double], order n: Int) throws(ReductionError) -> [Double] {
        _ = single
        var values = [Double](repeating: 0, count: n)
        let info = LAPACKE_dsyevd(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "V")), CChar(UInt8(ascii: "L")), Int32(n),
            &matrix, Int32(n), &values)
        guard info == 0 else { throw .notSolved(what: "eigenvalues of the snapshots") }
        return values
    }

    /// Solution of a positive definite system of which the lower triangle is given; nil where it is not.
    static func solvePositive(_ matrix: [Double], _ side: [Double]) -> [Double]? {
        _ = single
        let n = Int32(side.count)
        var a = matrix
        var x = side
        let info = LAPACKE_dposv(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), n, 1, &a, n, &x, n)
        return info == 0 ? x : nil
    }
}

/// An LU factor that is kept.
struct DenseFactor {
    private var lu: [Double]
    private var pivots: [Int32]
    private let order: Int

    /// Factors a square column-major matrix; nil for a singular one or one that is not finite.
    init?(_ matrix: [Double], order n: Int) {
        lu = matrix
        pivots = [Int32](repeating: 0, count: n)
        order = n
        guard matrix.allSatisfy(\.isFinite) else { return nil }
        let info = LAPACKE_dgetrf(LAPACK_COL_MAJOR, Int32(n), Int32(n), &lu, Int32(n), &pivots)
        guard info == 0 else { return nil }
    }

    /// Replaces right-hand sides, one after the other, by solutions.
    func solve(_ sides: inout [Double]) {
        let n = Int32(order)
        LAPACKE_dgetrs(
            LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), n, Int32(sides.count / order), lu, n,
            pivots, &sides, n)
    }
}
