/// From displacements to coordinates: q = (φ, u − ū).
public struct Projection: Sendable {
    private let mean: [Double]
    private let dual: [Double]
    private let count: Int

    /// Prepares the projection on a basis.
    public init(_ basis: ReducedBasis, product: GradientProduct) {
        mean = basis.mean
        count = basis.count
        let n = basis.mean.count
        dual = (0..<basis.count).flatMap {
            product.dual(Array(basis.modes[$0 * n..<($0 + 1) * n]))
        }
    }

    /// Coordinates of a displacement [mm].
    public func coordinates(_ u: [Double]) -> [Double] {
        let shifted = u.indices.map { u[$0] - mean[$0] }
        var q = [Double](repeating: 0, count: count)
        DenseKernels.multiply(
            dual, rows: mean.count, columns: count, transposed: true, shifted, &q)
        return q
    }
}
