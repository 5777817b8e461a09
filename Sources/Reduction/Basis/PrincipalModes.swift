/// Proper orthogonal decomposition of displacements by the method of snapshots.
///
/// Source: Sirovich, *Q. Appl. Math.* 45 (1987) 561–571 (from memory); for beating hearts Cicci, Fresca,
/// Pagani, Manzoni, Quarteroni, *Math. Eng.* 5 (2023) 1–38, doi:10.3934/mine.2023026. Differs: the product
/// is that of gradients.
public struct PrincipalModes {
    /// Mean of the snapshots [mm].
    public let mean: [Double]
    /// Modes, one after the other.
    public let modes: [Double]
    /// Share of the snapshots' deviation from the mean that the modes leave, in the norm of the product [1].
    public let remainder: Double

    /// Number of modes.
    public var count: Int { modes.count / mean.count }

    /// Decomposes snapshots.
    ///
    /// - `tolerance`: the share that may be left [1]; `maximum`: most modes.
    /// - Throws: ``ReductionError``.
    public init(
        _ snapshots: [[Double]], product: GradientProduct, tolerance: Double, maximum: Int
    ) throws(ReductionError) {
        guard snapshots.count > 1, let first = snapshots.first else {
            throw .tooFewSnapshots(count: snapshots.count)
        }
        let n = snapshots.count
        var mean = [Double](repeating: 0, count: first.count)
        for u in snapshots { for i in mean.indices { mean[i] += u[i] / Double(n) } }
        let shifted = snapshots.map { u in u.indices.map { u[$0] - mean[$0] } }
        var vectors = product.gram(shifted)
        let values = try DenseKernels.eigen(&vectors, order: n)
        let total = values.reduce(0) { $0 + max($1, 0) }
        guard total > 0 else { throw .tooFewSnapshots(count: n) }
        var left = total
        var modes: [Double] = []
        var count = 0
        for k in values.indices.reversed() {
            if count >= maximum || (max(left, 0) / total).squareRoot() <= tolerance { break }
            // Below this an eigenvalue is rounding.
            guard values[k] > 1e-13 * total else { break }
            left -= values[k]
            count += 1
            var mode = [Double](repeating: 0, count: mean.count)
            for (s, u) in shifted.enumerated() {
                let c = vectors[k * n + s] / values[k].squareRoot()
                for i in mode.indices { mode[i] += c * u[i] }
            }
            modes += mode
        }
        self.mean = mean
        self.modes = modes
        remainder = (max(left, 0) / total).squareRoot()
    }
}
