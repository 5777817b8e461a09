/// Proper orthogonal decomposition of displacements by the method of snapshots.
///
/// Source: Sirovich, *Q. Appl. Math.* 45 (1987) 561–571 (from memory); for beating hearts Cicci, Fresca,
/// Pagani, Manzoni, Quarteroni, *Math. Eng.* 5 (2023) 1–38, doi:10.3934/mine.2023026. Differs: the product
/// is that of gradients, and some modes may be given.
public struct PrincipalModes {
    /// Mean of the snapshots [mm].
    public let mean: [Double]
    /// Modes, one after the other: those given, made orthonormal, then those found.
    public let modes: [Double]
    /// Share of the snapshots' deviation from the mean that the modes leave, in the norm of the product [1].
    public let remainder: Double

    /// Number of modes.
    public var count: Int { modes.count / mean.count }

    /// Decomposes snapshots.
    ///
    /// - `given`: modes to begin with, independent of each other; what snapshots have of them is taken away first.
    /// - `tolerance`: the share that may be left [1]; `maximum`: most modes.
    /// - Throws: ``ReductionError``.
    public init(
        _ snapshots: [[Double]], product: GradientProduct, given: [[Double]] = [],
        tolerance: Double, maximum: Int
    ) throws(ReductionError) {
        guard snapshots.count > 1, let first = snapshots.first else {
            throw .tooFewSnapshots(count: snapshots.count)
        }
        let n = snapshots.count
        var mean = [Double](repeating: 0, count: first.count)
        for u in snapshots { for i in mean.indices { mean[i] += u[i] / Double(n) } }
        var shifted = snapshots.map { u in u.indices.map { u[$0] - mean[$0] } }
        var modes: [Double] = []
        // Squares of what the given modes take.
        var taken = 0.0
        for mode in Self.orthonormal(given, product) {
            let dual = product.dual(mode)
            for s in shifted.indices {
                let part = Self.dot(dual, shifted[s])
                taken += part * part
                Self.add(-part, mode, to: &shifted[s])
            }
            modes += mode
        }
        var count = given.count
        var vectors = product.gram(shifted)
        let values = try DenseKernels.eigen(&vectors, order: n)
        var left = values.reduce(0) { $0 + max($1, 0) }
        let all = taken + left
        guard all > 0 else { throw .tooFewSnapshots(count: n) }
        for k in values.indices.reversed() {
            if count >= maximum || (max(left, 0) / all).squareRoot() <= tolerance { break }
            // Below this an eigenvalue is rounding.
            guard values[k] > 1e-13 * all else { break }
            left -= values[k]
            count += 1
            var mode = [Double](repeating: 0, count: mean.count)
            for (s, u) in shifted.enumerated() {
                Self.add(vectors[k * n + s] / values[k].squareRoot(), u, to: &mode)
            }
            modes += mode
        }
        self.mean = mean
        self.modes = modes
        remainder = (max(left, 0) / all).squareRoot()
    }

    /// Gram and Schmidt, modified.
    private static func orthonormal(
        _ vectors: [[Double]], _ product: GradientProduct
    ) -> [[Double]] {
        var result: [[Double]] = []
        for vector in vectors {
            var v = vector
            for mode in result { add(-dot(product.dual(mode), v), mode, to: &v) }
            let size = dot(product.dual(v), v).squareRoot()
            result.append(v.map { $0 / size })
        }
        return result
    }

    private static func dot(_ a: [Double], _ b: [Double]) -> Double {
        var sum = 0.0
        for i in a.indices { sum += a[i] * b[i] }
        return sum
    }

    private static func add(_ factor: Double, _ a: [Double], to b: inout [Double]) {
        for i in a.indices { b[i] += factor * a[i] }
    }
}
