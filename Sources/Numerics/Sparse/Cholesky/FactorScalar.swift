/// A precision in which ``SparseCholesky`` can factor: `Double` or `Float`.
///
/// The requirements are the BLAS and LAPACK routines used, column-major, lower triangles.
/// (`Codable` is what `SIMDScalar` implies; the compiler wants it said.)
public protocol FactorScalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
    /// Least magnitude of a pivot of an indefinite matrix over that of its largest entry [1]: 1e-8 in
    /// double precision as in PARDISO (Schenk, Gärtner 2006), some multiples of ε in single.
    static var pivotFloor: Self { get }
    /// L of A = L Lᵀ in place; returns 0, or the one-based column of the first pivot ≤ 0.
    static func cholesky(_ n: Int, _ a: UnsafeMutablePointer<Self>, _ lda: Int) -> Int
    /// B ← B L⁻ᵀ, B is m × n; `isUnit`: the diagonal of L is 1, whatever is stored there.
    static func solveRight(
        isUnit: Bool, _ m: Int, _ n: Int, _ l: UnsafePointer<Self>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Self>, _ ldb: Int)
    /// B ← L⁻¹ B or L⁻ᵀ B, B is n × m; `m == 1` for a vector; `isUnit` as above.
    static func solveLeft(
        transposed: Bool, isUnit: Bool, _ n: Int, _ m: Int, _ l: UnsafePointer<Self>, _ ldl: Int,
        _ b: UnsafeMutablePointer<Self>, _ ldb: Int)
    /// C ← β C − A Bᵀ, C is m × n, A is m × k, B is n × k.
    static func subtractProduct(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ lda: Int,
        _ b: UnsafePointer<Self>, _ ldb: Int, _ beta: Self, _ c: UnsafeMutablePointer<Self>,
        _ ldc: Int)
    /// C ← β C − A Aᵀ, lower triangle, A is n × k.
    static func subtractSquare(
        _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ lda: Int, _ beta: Self,
        _ c: UnsafeMutablePointer<Self>, _ ldc: Int)
    /// Y ← β Y + α op(A) X for m right-hand sides; A is rows × columns, op transposes or not.
    static func multiply(
        transposed: Bool, _ rows: Int, _ columns: Int, _ m: Int, _ alpha: Self,
        _ a: UnsafePointer<Self>, _ lda: Int, _ x: UnsafePointer<Self>, _ ldx: Int, _ beta: Self,
        _ y: UnsafeMutablePointer<Self>, _ ldy: Int)
}
