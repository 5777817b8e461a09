/// Signs of the pivots of a factorisation: those of the eigenvalues, by Sylvester's law of inertia.
///
/// Exact when no pivot had to be replaced; otherwise that of the nearby matrix that was factored.
public struct FactorInertia: Sendable, Equatable {
    /// Number of positive pivots.
    public var positive = 0
    /// Number of negative pivots.
    public var negative = 0
    /// How many of them were too small and were replaced.
    public var perturbed = 0

    /// Of a matrix without rows.
    public init() {}

    /// Counts a pivot of order two.
    @inline(__always)
    mutating func count<Scalar>(_ pair: PivotPair<Scalar>) {
        // Partial pivoting takes pairs with a negative determinant: one eigenvalue of each sign.
        let (p, r) = (pair.a / pair.b, pair.c / pair.b)
        if p * r < 1 {
            positive += 1
            negative += 1
        } else if pair.a < 0 {
            negative += 2
        } else {
            positive += 2
        }
    }

    mutating func add(_ other: FactorInertia) {
        positive += other.positive
        negative += other.negative
        perturbed += other.perturbed
    }
}
