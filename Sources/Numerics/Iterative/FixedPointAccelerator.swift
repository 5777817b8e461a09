/// Anderson acceleration of a fixed-point iteration x ← g(x).
///
/// ```
/// x_{k+1} = g_k − Σ_j γ_j·(g_j − g_{j−1}),    γ = argmin ‖f_k − Σ_j γ_j·(f_j − f_{j−1})‖,   f = g − x
/// ```
///
/// The combinations have weights that sum to one, so a linear invariant of g (total blood volume)
/// is kept. The least-squares problem is solved by modified Gram–Schmidt; differences that add
/// nothing new are dropped.
///
/// Source: Walker & Ni, *SIAM J. Numer. Anal.* 49 (2011) 1715–1735, doi:10.1137/10078356X,
/// algorithm AA, unconstrained form (equation 2.2).
public struct FixedPointAccelerator: Sendable {
    /// Number of earlier iterates used.
    public var depth: Int
    /// Weights of the components in the norm that is minimised; empty means equal weights.
    public var weights: [Double]
    private var lastImage: [Double] = []
    private var lastResidual: [Double] = []
    private var imageDifferences: [[Double]] = []
    private var residualDifferences: [[Double]] = []

    /// A difference is dropped when less than this share of it is new [1].
    private static let independence = 1e-8

    /// Makes an accelerator with empty history.
    public init(depth: Int = 6, weights: [Double] = []) {
        self.depth = depth
        self.weights = weights
    }

    /// Takes an iterate and its image and returns the next iterate.
    public mutating func next(iterate: [Double], image: [Double]) -> [Double] {
        let scale = weights.isEmpty ? iterate.map { _ in 1.0 } : weights
        let residual = iterate.indices.map { scale[$0] * (image[$0] - iterate[$0]) }
        if !lastImage.isEmpty {
            imageDifferences.append(zip(image, lastImage).map { $0 - $1 })
            residualDifferences.append(zip(residual, lastResidual).map { $0 - $1 })
            if imageDifferences.count > depth {
                imageDifferences.removeFirst()
                residualDifferences.removeFirst()
            }
        }
        lastImage = image
        lastResidual = residual
        let gamma = leastSquares(residual)
        var next = image
        for (weight, difference) in zip(gamma, imageDifferences) where weight != 0 {
            for k in next.indices { next[k] -= weight * difference[k] }
        }
        return next
    }

    /// Forgets the history, for instance after an iterate that had to be rejected.
    public mutating func reset() {
        lastImage = []
        lastResidual = []
        imageDifferences = []
        residualDifferences = []
    }

    /// Coefficients of the residual differences that best explain `residual`, newest first in
    /// precedence.
    private func leastSquares(_ residual: [Double]) -> [Double] {
        var basis: [(column: Int, vector: [Double], upper: [(Int, Double)], norm: Double)] = []
        for column in residualDifferences.indices.reversed() {
            var vector = residualDifferences[column]
            let original = norm(vector)
            var upper: [(Int, Double)] = []
            for (k, earlier) in basis.enumerated() {
                let projection = dot(earlier.vector, vector)
                upper.append((k, projection))
                for i in vector.indices { vector[i] -= projection * earlier.vector[i] }
            }
            let remaining = norm(vector)
            guard remaining > Self.independence * original else { continue }
            basis.append((column, vector.map { $0 / remaining }, upper, remaining))
        }
        var rest = basis.map { dot($0.vector, residual) }
        var gamma = residualDifferences.map { _ in 0.0 }
        for k in basis.indices.reversed() {
            let value = rest[k] / basis[k].norm
            gamma[basis[k].column] = value
            for (row, entry) in basis[k].upper { rest[row] -= entry * value }
        }
        return gamma
    }

    private func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for k in a.indices { sum += a[k] * b[k] }
        return sum
    }

    private func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
}
