/// What the displacements of a wall are made of, and where its muscle is sampled.
///
/// ```
/// u = ū + Σ_j q_j φ_j,   (φ_i, φ_j) = δ_ij in the inner product of ``GradientProduct``
/// ```
public struct ReducedBasis: Sendable, Equatable {
    /// Mean displacement ū [mm], three per node.
    public var mean: [Double]
    /// Modes φ, one after the other, each three per node.
    public var modes: [Double]
    /// Elements whose muscle is evaluated, ascending.
    public var elements: [Int]
    /// Weight of each of them, positive [1].
    public var weights: [Double]

    /// Number of modes.
    public var count: Int { modes.count / mean.count }

    /// Makes a basis.
    public init(mean: [Double], modes: [Double], elements: [Int], weights: [Double]) {
        precondition(!mean.isEmpty && modes.count % mean.count == 0)
        precondition(elements.count == weights.count)
        self.mean = mean
        self.modes = modes
        self.elements = elements
        self.weights = weights
    }

    /// The displacement of coordinates q [mm].
    public func displacement(_ q: [Double]) -> [Double] {
        precondition(q.count == count)
        var u = mean
        DenseKernels.multiply(modes, rows: mean.count, columns: count, q, beta: 1, &u)
        return u
    }
}
