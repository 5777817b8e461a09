package import FiniteElements
package import Numerics

/// The volume of a cavity as a function of reduced coordinates: a cubic polynomial, exact.
///
/// ```
/// V(q) = V0 + g·q + ½ qᵀ H q + ⅙ Σ_k q_k qᵀ T_k q
/// ```
package struct CavityPolynomial: Sendable {
    private let count: Int
    private let constant: Double
    private let linear: [Double]
    private let quadratic: [Double]
    /// T_k one after the other, each column-major.
    private let cubic: [Double]

    /// Value, gradient [mm³] and second derivative, column-major.
    package struct Value {
        package var volume: Double
        package var gradient: [Double]
        package var hessian: [Double]
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
        let quadratic = surface.hessian(cavity, positions: base)
        self.quadratic = quadratic
        var cubic: [Double] = []
        for k in 0..<r {
            let moved = (0..<n).map { base[$0] + basis.modes[k * n + $0] }
            let there = surface.hessian(cavity, positions: moved)
            cubic += there.indices.map { there[$0] - quadratic[$0] }
        }
        self.cubic = cubic
    }

    /// Evaluates the polynomial.
    package func value(_ q: [Double]) -> Value {
        let r = count
        var third = [Double](repeating: 0, count: r * r)
        DenseKernels.multiply(cubic, rows: r * r, columns: r, q, &third)
        var hessian = quadratic
        var half = quadratic
        for i in hessian.indices {
            hessian[i] += third[i]
            half[i] += third[i] / 2
        }
        var gradient = linear
        DenseKernels.multiply(half, rows: r, columns: r, q, beta: 1, &gradient)
        var volume = constant
        for i in 0..<r {
            volume += linear[i] * q[i]
            for j in 0..<r {
                volume += q[i] * (quadratic[j * r + i] / 2 + third[j * r + i] / 6) * q[j]
            }
        }
        return Value(volume: volume, gradient: gradient, hessian: hessian)
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
        // Row-major rows × r is column-major r × rows: result = Φ Y with both transposed.
        var result = [Double](repeating: 0, count: r * r)
        for row in 0..<modes.count / r {
            for j in 0..<r {
                let y = product[row * r + j]
                for i in 0..<r { result[j * r + i] += modes[row * r + i] * y }
            }
        }
        return result
    }
}
