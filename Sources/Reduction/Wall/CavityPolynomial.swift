package import FiniteElements
package import Numerics

/// The volume of a cavity as a function of reduced coordinates: a cubic polynomial, exact.
///
/// ```
/// V(q) = c + Σ_i q_i (l_i + Σ_{j≤i} q_j (h_ij + Σ_{k≤j} t_ijk q_k))
/// ```
package struct CavityPolynomial: Sendable {
    private let count: Int
    private let constant: Double
    private let linear: [Double]
    /// h_ij, j ≤ i, row by row.
    private let quadratic: [Double]
    /// t_ijk, k ≤ j ≤ i, row by row, each filled up with zeros to a multiple of eight.
    ///
    /// In single precision: an evaluation is bound by reading them, and what they are rounded by is some 10⁻⁹ of the volume.
    /// They are widened before they are used, so that the gradient is that of the volume.
    private let cubic: [SIMD8<Float>]

    /// Value and gradient [mm³].
    package struct Value {
        package var volume: Double
        package var gradient: [Double]
    }

    /// Expands a cavity of a wall about ū.
    ///
    /// - `reference`: node positions that displacements count from [mm].
    package init(_ cavity: QuadraticCavity, reference: [Vec3], basis: ReducedBasis) {
        let r = basis.count
        let n = basis.mean.count
        count = r
        var base = basis.mean
        for (node, X) in reference.enumerated() {
            base[3 * node] += X.x
            base[3 * node + 1] += X.y
            base[3 * node + 2] += X.z
        }
        let surface = SurfaceModes(cavity, basis: basis)
        constant = base.withUnsafeBufferPointer { $0.baseAddress.map { cavity.volume($0) } ?? 0 }
        var gradient = [Double](repeating: 0, count: n)
        gradient.withUnsafeMutableBufferPointer { gradient in
            base.withUnsafeBufferPointer { base in
                guard let base = base.baseAddress, let gradient = gradient.baseAddress else {
                    return
                }
                cavity.addGradient(base, scale: 1, to: gradient)
            }
        }
        var linear = [Double](repeating: 0, count: r)
        DenseKernels.multiply(basis.modes, rows: n, columns: r, transposed: true, gradient, &linear)
        self.linear = linear
        let second = surface.hessian(cavity, positions: base)
        quadratic = (0..<r).flatMap { i in
            (0...i).map { j in second[j * r + i] / (i == j ? 2 : 1) }
        }
        let third = (0..<r).map { k -> [Double] in
            let moved = (0..<n).map { base[$0] + basis.modes[k * n + $0] }
            let there = surface.hessian(cavity, positions: moved)
            return there.indices.map { there[$0] - second[$0] }
        }
        // A third derivative stands in V once for each order of its indices, over 3!.
        var cubic: [SIMD8<Float>] = []
        for i in 0..<r {
            for j in 0...i {
                var row = [SIMD8<Float>](repeating: .zero, count: j / 8 + 1)
                for k in 0...j {
                    let share = i == j ? (j == k ? 1 / 6.0 : 0.5) : j == k ? 0.5 : 1
                    row[k / 8][k % 8] = Float(share * third[i][k * r + j])
                }
                cubic += row
            }
        }
        self.cubic = cubic
    }

    /// Evaluates the polynomial.
    package func value(_ q: [Double]) -> Value {
        precondition(q.count == count)
        let points = octets(q)
        var slopes = [SIMD8<Double>](repeating: .zero, count: points.count)
        var gradient = linear
        var volume = constant
        cubic.withUnsafeBufferPointer { t in
            slopes.withUnsafeMutableBufferPointer { slopes in
                points.withUnsafeBufferPointer { points in
                    var place = 0
                    var pair = 0
                    for i in 0..<count {
                        var inner = 0.0
                        for j in 0...i {
                            let both = SIMD8(repeating: q[i] * q[j])
                            var sums = SIMD8<Double>.zero
                            for octet in 0...j / 8 {
                                let t = SIMD8<Double>(t[place + octet])
                                sums.addProduct(t, points[octet])
                                slopes[octet].addProduct(both, t)
                            }
                            let sum = quadratic[pair] + sums.sum()
                            place += j / 8 + 1
                            pair += 1
                            inner += q[j] * sum
                            gradient[i] += q[j] * sum
                            gradient[j] += q[i] * sum
                        }
                        volume += q[i] * (linear[i] + inner)
                    }
                }
            }
        }
        for i in 0..<count { gradient[i] += slopes[i / 8][i % 8] }
        return Value(volume: volume, gradient: gradient)
    }

    /// Second derivative [mm³], column-major.
    package func hessian(_ q: [Double]) -> [Double] {
        let points = octets(q)
        let width = points.count
        var half = [SIMD8<Double>](repeating: .zero, count: count * width)
        half.withUnsafeMutableBufferPointer { half in
            var place = 0
            var pair = 0
            for i in 0..<count {
                for j in 0...i {
                    var sums = SIMD8<Double>.zero
                    let (qi, qj) = (SIMD8(repeating: q[i]), SIMD8(repeating: q[j]))
                    for octet in 0...j / 8 {
                        let t = SIMD8<Double>(cubic[place + octet])
                        sums.addProduct(t, points[octet])
                        half[i * width + octet].addProduct(t, qj)
                        half[j * width + octet].addProduct(t, qi)
                    }
                    half[i * width + j / 8][j % 8] += quadratic[pair] + sums.sum()
                    place += j / 8 + 1
                    pair += 1
                }
            }
        }
        var result = [Double](repeating: 0, count: count * count)
        for i in 0..<count {
            for j in 0..<count {
                result[i * count + j] =
                    half[i * width + j / 8][j % 8] + half[j * width + i / 8][i % 8]
            }
        }
        return result
    }

    /// Eight at a time, filled up with zeros.
    private func octets(_ q: [Double]) -> [SIMD8<Double>] {
        var result = [SIMD8<Double>](repeating: .zero, count: (count + 7) / 8)
        for i in 0..<count { result[i / 8][i % 8] = q[i] }
        return result
    }
}

/// Modes at the nodes of a cavity's surface, for projecting its second derivative.
private struct SurfaceModes {
    private let place: [Int32: Int]
    private let count: Int
    /// [node][component][mode].
    private let modes: [Double]

    init(_ cavity: QuadraticCavity, basis: ReducedBasis) {
        let nodes = Set(cavity.triangles + cavity.rims.joined()).sorted()
        place = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
        let n = basis.mean.count
        let r = basis.count
        count = r
        modes = nodes.flatMap { node in
            (0..<3).flatMap { i in (0..<r).map { basis.modes[$0 * n + 3 * Int(node) + i] } }
        }
    }

    /// Φᵀ (∂²V/∂x²) Φ at node positions.
    func hessian(_ cavity: QuadraticCavity, positions: [Double]) -> [Double] {
        let r = count
        var product = [Double](repeating: 0, count: modes.count)
        modes.withUnsafeBufferPointer { modes in
            product.withUnsafeMutableBufferPointer { product in
                positions.withUnsafeBufferPointer { x in
                    guard let x = x.baseAddress else { return }
                    cavity.forEachHessianBlock(x) { rim, element, a, b, w in
                        let nodes = rim.map { cavity.rims[$0] }
                        let row = nodes?[a] ?? cavity.triangles[6 * element + a]
                        let column = nodes?[b] ?? cavity.triangles[6 * element + b]
                        let i = 3 * r * (place[row] ?? 0)
                        let j = 3 * r * (place[column] ?? 0)
                        for k in 0..<r {
                            let A = Vec3(modes[i + k], modes[i + r + k], modes[i + 2 * r + k])
                            let B = Vec3(modes[j + k], modes[j + r + k], modes[j + 2 * r + k])
                            let p = w.cross(B)
                            let m = A.cross(w)
                            product[i + k] += p.x
                            product[i + r + k] += p.y
                            product[i + 2 * r + k] += p.z
                            product[j + k] += m.x
                            product[j + r + k] += m.y
                            product[j + 2 * r + k] += m.z
                        }
                    }
                }
            }
        }
        // Row-major rows × r is column-major r × rows: result = Φ Yᵀ.
        var result = [Double](repeating: 0, count: r * r)
        DenseKernels.multiplyTransposed(r, r, modes.count / r, modes, r, product, r, &result, r)
        return result
    }
}
