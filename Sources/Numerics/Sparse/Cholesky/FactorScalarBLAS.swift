import CLAPACKE
import COpenBLAS

/// LAPACK's character for lower triangles.
private let lowerCode = CChar(UInt8(ascii: "L"))

extension Double: FactorScalar {
    public static var pivotFloor: Double { 1e-8 }

    public static func cholesky(_ n: Int, _ a: UnsafeMutablePointer<Double>, _ lda: Int) -> Int {
        Int(LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, lowerCode, Int32(n), a, Int32(lda)))
    }

    public static func solveRight(
        isUnit: Bool, _ m: Int, _ n: Int, _ l: UnsafePointer<Double>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) {
        cblas_dtrsm(
            CblasColMajor, CblasRight, CblasLower, CblasTrans, isUnit ? CblasUnit : CblasNonUnit,
            Int32(m), Int32(n), 1,
            l, Int32(ldl), b, Int32(ldb))
    }

    public static func solveLeft(
        transposed: Bool, isUnit: Bool, _ n: Int, _ m: Int, _ l: UnsafePointer<Double>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Double>, _ ldb: Int
    ) {
        let op = transposed ? CblasTrans : CblasNoTrans
        let diagonal = isUnit ? CblasUnit : CblasNonUnit
        if m == 1 {
            cblas_dtrsv(
                CblasColMajor, CblasLower, op, diagonal, Int32(n), l, Int32(ldl), b, 1)
        } else {
            cblas_dtrsm(
                CblasColMajor, CblasLeft, CblasLower, op, diagonal, Int32(n), Int32(m), 1, l,
                Int32(ldl), b, Int32(ldb))
        }
    }

    public static func subtractProduct(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int,
        _ b: UnsafePointer<Double>, _ ldb: Int, _ beta: Double, _ c: UnsafeMutablePointer<Double>,
        _ ldc: Int
    ) {
        cblas_dgemm(
            CblasColMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), -1, a,
            Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    public static func subtractSquare(
        _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int, _ beta: Double,
        _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
        cblas_dsyrk(
            CblasColMajor, CblasLower, CblasNoTrans, Int32(n), Int32(k), -1, a, Int32(lda), beta, c,
            Int32(ldc))
    }

    public static func multiply(
        transposed: Bool, _ rows: Int, _ columns: Int, _ m: Int, _ alpha: Double,
        _ a: UnsafePointer<Double>, _ lda: Int, _ x: UnsafePointer<Double>, _ ldx: Int,
        _ beta: Double, _ y: UnsafeMutablePointer<Double>, _ ldy: Int
    ) {
        let op = transposed ? CblasTrans : CblasNoTrans
        if m == 1 {
            cblas_dgemv(
                CblasColMajor, op, Int32(rows), Int32(columns), alpha, a, Int32(lda), x, 1, beta, y,
                1)
        } else {
            let (outer, inner) = transposed ? (columns, rows) : (rows, columns)
            cblas_dgemm(
                CblasColMajor, op, CblasNoTrans, Int32(outer), Int32(m), Int32(inner), alpha, a,
                Int32(lda), x, Int32(ldx), beta, y, Int32(ldy))
        }
    }
}

extension Float: FactorScalar {
    public static var pivotFloor: Float { 1e-6 }

    public static func cholesky(_ n: Int, _ a: UnsafeMutablePointer<Float>, _ lda: Int) -> Int {
        Int(LAPACKE_spotrf_work(LAPACK_COL_MAJOR, lowerCode, Int32(n), a, Int32(lda)))
    }

    public static func solveRight(
        isUnit: Bool, _ m: Int, _ n: Int, _ l: UnsafePointer<Float>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        cblas_strsm(
            CblasColMajor, CblasRight, CblasLower, CblasTrans, isUnit ? CblasUnit : CblasNonUnit,
            Int32(m), Int32(n), 1,
            l, Int32(ldl), b, Int32(ldb))
    }

    public static func solveLeft(
        transposed: Bool, isUnit: Bool, _ n: Int, _ m: Int, _ l: UnsafePointer<Float>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Float>, _ ldb: Int
    ) {
        let op = transposed ? CblasTrans : CblasNoTrans
        let diagonal = isUnit ? CblasUnit : CblasNonUnit
        if m == 1 {
            cblas_strsv(
                CblasColMajor, CblasLower, op, diagonal, Int32(n), l, Int32(ldl), b, 1)
        } else {
            cblas_strsm(
                CblasColMajor, CblasLeft, CblasLower, op, diagonal, Int32(n), Int32(m), 1, l,
                Int32(ldl), b, Int32(ldb))
        }
    }

    public static func subtractProduct(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int,
        _ b: UnsafePointer<Float>, _ ldb: Int, _ beta: Float, _ c: UnsafeMutablePointer<Float>,
        _ ldc: Int
    ) {
        cblas_sgemm(
            CblasColMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), -1, a,
            Int32(lda), b, Int32(ldb), beta, c, Int32(ldc))
    }

    public static func subtractSquare(
        _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int, _ beta: Float,
        _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
        cblas_ssyrk(
            CblasColMajor, CblasLower, CblasNoTrans, Int32(n), Int32(k), -1, a, Int32(lda), beta, c,
            Int32(ldc))
    }

    public static func multiply(
        transposed: Bool, _ rows: Int, _ columns: Int, _ m: Int, _ alpha: Float,
        _ a: UnsafePointer<Float>, _ lda: Int, _ x: UnsafePointer<Float>, _ ldx: Int,
        _ beta: Float, _ y: UnsafeMutablePointer<Float>, _ ldy: Int
    ) {
        let op = transposed ? CblasTrans : CblasNoTrans
        if m == 1 {
            cblas_sgemv(
                CblasColMajor, op, Int32(rows), Int32(columns), alpha, a, Int32(lda), x, 1, beta, y,
                1)
        } else {
            let (outer, inner) = transposed ? (columns, rows) : (rows, columns)
            cblas_sgemm(
                CblasColMajor, op, CblasNoTrans, Int32(outer), Int32(m), Int32(inner), alpha, a,
                Int32(lda), x, Int32(ldx), beta, y, Int32(ldy))
        }
    }
}
