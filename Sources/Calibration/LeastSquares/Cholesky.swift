/// Cholesky's factor of a small symmetric matrix.
package enum Cholesky {
    /// Smallest pivot: round-off may leave a direction without curvature or variance, which then keeps this.
    static let smallestPivot = 1e-12

    /// The lower factor L with LLᵀ = A, row by row; entries above the diagonal are those of A.
    package static func lower(_ matrix: [Double], count: Int) -> [Double] {
        var lower = matrix
        for j in 0..<count {
            var pivot = lower[j * count + j]
            for k in 0..<j { pivot -= lower[j * count + k] * lower[j * count + k] }
            let root = max(pivot, smallestPivot).squareRoot()
            lower[j * count + j] = root
            for i in j + 1..<max(count, j + 1) {
                var entry = lower[i * count + j]
                for k in 0..<j { entry -= lower[i * count + k] * lower[j * count + k] }
                lower[i * count + j] = entry / root
            }
        }
        return lower
    }
}
