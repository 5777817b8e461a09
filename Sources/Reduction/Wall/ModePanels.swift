import Numerics

/// Rows of modes in panels of 240 (eight elements of thirty), for products with few passes through memory.
///
/// A product of modes with a vector is bound by the reading of the modes. They are kept in single precision, which
/// halves what is read, and widened before they are used: both products belong to the same, rounded modes and are sums
/// in double precision, so that forces stay those of an energy and are smooth.
package struct ModePanels {
    /// Rows of a panel.
    package static let height = 240
    private static let octets = height / 8

    /// Modes.
    package let count: Int
    /// Rows in use.
    package let rows: Int
    /// Columns of a panel: modes, filled up to a multiple of four with zeros.
    private let columns: Int
    /// [panel][mode][240].
    private let values: [SIMD8<Float>]
    /// What is added to the product, filled up with zeros.
    private let offset: [SIMD8<Double>]

    /// Arranges modes.
    ///
    /// - `modes`: column-major, `rows` × `count`.
    /// - `offset`: one for each row.
    package init(_ modes: [Double], count: Int, offset: [Double]) {
        self.count = count
        rows = offset.count
        columns = (count + 3) / 4 * 4
        let panels = (rows + Self.height - 1) / Self.height
        var values = [SIMD8<Float>](repeating: .zero, count: panels * columns * Self.octets)
        var filled = [SIMD8<Double>](repeating: .zero, count: panels * Self.octets)
        for row in 0..<rows {
            let (panel, place) = row.quotientAndRemainder(dividingBy: Self.height)
            filled[panel * Self.octets + place / 8][place % 8] = offset[row]
            for j in 0..<count {
                let slot = (panel * columns + j) * Self.octets + place / 8
                values[slot][place % 8] = Float(modes[j * rows + row])
            }
        }
        self.values = values
        self.offset = filled
    }

    private var panels: Int { offset.count / Self.octets }

    /// Coordinates with the zeros that fill up the columns.
    private func filled(_ q: [Double]) -> [Double] {
        q + [Double](repeating: 0, count: columns - count)
    }

    /// Writes offset + Φ q.
    package func expand(_ q: [Double], into u: UnsafeMutablePointer<Double>) {
        let q = filled(q)
        values.withUnsafeBufferPointer { values in
            withUnsafeTemporaryAllocation(of: SIMD8<Double>.self, capacity: Self.octets) { sum in
                for panel in 0..<panels {
                    for o in 0..<Self.octets { sum[o] = offset[panel * Self.octets + o] }
                    for j in stride(from: 0, to: columns, by: 4) {
                        let m = (panel * columns + j) * Self.octets
                        let (a, b) = (SIMD8(repeating: q[j]), SIMD8(repeating: q[j + 1]))
                        let (c, d) = (SIMD8(repeating: q[j + 2]), SIMD8(repeating: q[j + 3]))
                        for o in 0..<Self.octets {
                            var x = sum[o]
                            x.addProduct(a, SIMD8<Double>(values[m + o]))
                            x.addProduct(b, SIMD8<Double>(values[m + o + Self.octets]))
                            x.addProduct(c, SIMD8<Double>(values[m + o + 2 * Self.octets]))
                            x.addProduct(d, SIMD8<Double>(values[m + o + 3 * Self.octets]))
                            sum[o] = x
                        }
                    }
                    let first = panel * Self.height
                    let height = min(Self.height, rows - first)
                    sum.withMemoryRebound(to: Double.self) { sum in
                        for row in 0..<height { u[first + row] = sum[row] }
                    }
                }
            }
        }
    }

    /// Adds Φᵀ f.
    package func addWork(of force: UnsafePointer<Double>, to result: inout [Double]) {
        values.withUnsafeBufferPointer { values in
            withUnsafeTemporaryAllocation(
                of: SIMD8<Double>.self, capacity: Self.octets + columns
            ) { scratch in
                let f = UnsafeMutableBufferPointer(rebasing: scratch[..<Self.octets])
                let sums = UnsafeMutableBufferPointer(rebasing: scratch[Self.octets...])
                for j in 0..<columns { sums[j] = .zero }
                for panel in 0..<panels {
                    let first = panel * Self.height
                    let height = min(Self.height, rows - first)
                    for o in 0..<Self.octets { f[o] = .zero }
                    f.withMemoryRebound(to: Double.self) { f in
                        for row in 0..<height { f[row] = force[first + row] }
                    }
                    for j in stride(from: 0, to: columns, by: 4) {
                        let m = (panel * columns + j) * Self.octets
                        var (a, b, c, d) = (sums[j], sums[j + 1], sums[j + 2], sums[j + 3])
                        for o in 0..<Self.octets {
                            a.addProduct(f[o], SIMD8<Double>(values[m + o]))
                            b.addProduct(f[o], SIMD8<Double>(values[m + o + Self.octets]))
                            c.addProduct(f[o], SIMD8<Double>(values[m + o + 2 * Self.octets]))
                            d.addProduct(f[o], SIMD8<Double>(values[m + o + 3 * Self.octets]))
                        }
                        (sums[j], sums[j + 1]) = (a, b)
                        (sums[j + 2], sums[j + 3]) = (c, d)
                    }
                }
                for j in 0..<count { result[j] += sums[j].sum() }
            }
        }
    }

    /// Adds Φᵀ K Φ of element matrices, thirty rows of modes each: for each element 55 blocks of pairs a ≥ b.
    ///
    /// Products are in single precision: a tangent steers Newton's method and is no part of its answer.
    package func addStiffness(_ blocks: UnsafePointer<Double>, to result: inout [Double]) {
        let sum = stiffness(blocks)
        for i in result.indices { result[i] += Double(sum[i]) }
    }

    /// Φᵀ K Φ in single precision, `count` × `count`; as ``addStiffness(_:to:)``.
    package func stiffness(_ blocks: UnsafePointer<Double>) -> [Float] {
        let elements = rows / 30
        var element = [Float](repeating: 0, count: 900)
        var product = [Float](repeating: 0, count: Self.height * columns)
        var sum = [Float](repeating: 0, count: columns * columns)
        values.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            let modes = base.assumingMemoryBound(to: Float.self)
            product.withUnsafeMutableBufferPointer { product in
                sum.withUnsafeMutableBufferPointer { sum in
                    guard let product = product.baseAddress, let sum = sum.baseAddress else {
                        return
                    }
                    for panel in 0..<panels {
                        let phi = modes + panel * columns * Self.height
                        let first = 8 * panel
                        let last = min(first + 8, elements)
                        for e in first..<last {
                            Self.unpack(blocks + 9 * 55 * e, into: &element)
                            let row = 30 * (e - first)
                            DenseKernels.multiply(
                                30, columns, 30, element, 30, phi + row, Self.height,
                                product + row, Self.height)
                        }
                        DenseKernels.multiply(
                            transposed: true, columns, columns, 30 * (last - first), phi,
                            Self.height, product, Self.height, beta: 1, sum, columns)
                    }
                }
            }
        }
        return (0..<count).flatMap { j in sum[j * columns..<j * columns + count] }
    }

    /// Writes the full matrix of one element.
    private static func unpack(_ blocks: UnsafePointer<Double>, into element: inout [Float]) {
        element.withUnsafeMutableBufferPointer { K in
            var block = blocks
            for a in 0..<10 {
                for b in 0...a {
                    for i in 0..<3 {
                        for j in 0..<3 {
                            let value = Float(block[3 * i + j])
                            K[(3 * b + j) * 30 + 3 * a + i] = value
                            K[(3 * a + i) * 30 + 3 * b + j] = value
                        }
                    }
                    block += 9
                }
            }
        }
    }
}

extension ModePanels {
    /// The modes at the nodes of elements, thirty rows for each element, about ū.
    init(_ basis: ReducedBasis, tets: [Int32], elements: [Int]) {
        let n = basis.mean.count
        let unknowns = elements.flatMap { e in
            (0..<10).flatMap { a in (0..<3).map { 3 * Int(tets[10 * e + a]) + $0 } }
        }
        self.init(
            (0..<basis.count).flatMap { j in unknowns.map { basis.modes[j * n + $0] } },
            count: basis.count, offset: unknowns.map { basis.mean[$0] })
    }
}
