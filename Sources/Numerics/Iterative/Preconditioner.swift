/// An approximate inverse of a symmetric positive definite matrix, itself symmetric positive definite.
public protocol Preconditioner {
    /// Number of rows and columns.
    var order: Int { get }
    /// z ≈ A⁻¹ r; `r` and `z` do not overlap and have ``order`` values.
    func applyInverse(
        _ r: UnsafeBufferPointer<Double>, into z: UnsafeMutableBufferPointer<Double>
    ) throws(NumericsError)
}

/// The inverse of the diagonal: enough for Laplace problems of some ten thousand unknowns.
public struct JacobiPreconditioner: Preconditioner, Sendable {
    private let inverse: [Double]

    /// - Throws: ``NumericsError/notPositiveDefinite(node:component:pivot:)`` (with component 0)
    ///   where a diagonal entry is not positive.
    public init(diagonal: [Double]) throws(NumericsError) {
        for (row, value) in diagonal.enumerated() where !(value > 0 && value.isFinite) {
            throw .notPositiveDefinite(node: row, component: 0, pivot: value)
        }
        inverse = diagonal.map { 1 / $0 }
    }

    public var order: Int { inverse.count }

    public func applyInverse(
        _ r: UnsafeBufferPointer<Double>, into z: UnsafeMutableBufferPointer<Double>
    ) {
        inverse.withUnsafeBufferPointer { inverse in
            for k in 0..<inverse.count { z[k] = inverse[k] * r[k] }
        }
    }
}
