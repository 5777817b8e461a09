import CLAPACKE
import Numerics

/// Eigenvalues of a symmetric dense matrix, ascending, by LAPACK.
func denseEigenvalues(_ matrix: [Double], order: Int) -> [Double] {
    var a = matrix
    var values = [Double](repeating: 0, count: order)
    let info = LAPACKE_dsyev(
        LAPACK_COL_MAJOR, CChar(UInt8(ascii: "N")), CChar(UInt8(ascii: "L")), Int32(order), &a,
        Int32(order), &values)
    precondition(info == 0, "dsyev failed with code \(info)")
    return values
}
