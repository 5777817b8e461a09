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

    /// Panels of one of the four parts that are computed side by side, whatever the number of threads.
    private var grain: Int { max(1, (panels + 3) / 4) }

    /// Writes offset + Φ q.
    package func expand(_ q: [Double], into u: UnsafeMutablePointer<Double>) {
        let q = filled(q)
        nonisolated(unsafe) let u = u
        values.withUnsafeBufferPointer { values in
            nonisolated(unsafe) let values = values
            Parallel.forEachChunk(count: panels, grain: grain) { _, panels in
                var sum = [SIMD8<Double>](repeating: .zero, count: Self.octets)
                sum.withUnsafeMutableBufferPointer { sum in
                    for panel in panels {
                        for o in 0..<Self.octets { sum[o] = offset[panel * Self.octets + o] }
                        for j in stride(from: 0, to: columns, by: 4) {
                            let m = (panel * columns + j) * Self.octets
                            let (a, b) = (SIMD8(repeating: q[j]), SIMD8(repeating: q[j + 1]))
                            let (c, d) = (SIMD8(repeating: q[j + 2]), SIMD8(repeating: q[j + 3]))
                            for o in 0..<Self.octets {
                                let x = a * SIMD8<Double>(values[m + o])
                                let y = b * SIMD8<Double>(values[m + o + Self.octets])
                                let z = c * SIMD8<Double>(values[m + o + 2 * Self.octets])
                                let w = d * SIMD8<Double>(values[m + o + 3 * Self.octets])
                                let left = x + y
                                let right = z + w
                                sum[o] = sum[o] + left + right
                            }
                        }
                        let first = panel * Self.height
                        for row in first..<min(first + Self.height, rows) {
                            u[row] = sum[(row - first) / 8][(row - first) % 8]
                        }
                    }
                }
            }
        }
    }

    /// Adds Φᵀ f.
    package func addWork(of force: UnsafePointer<Double>, to result: inout [Double]) {
        let parts = Parallel.chunkCount(count: panels, grain: grain)
        var sums = [SIMD8<Double>](repeating: .zero, count: parts * columns)
        nonisolated(unsafe) let force = force
        values.withUnsafeBufferPointer { values in
            nonisolated(unsafe) let values = values
            sums.withUnsafeMutableBufferPointer { sums in
                nonisolated(unsafe) let sums = sums
                Parallel.forEachChunk(count: panels, grain: grain) { part, panels in
                    let first = part * columns
                    addWork(
                        of: force, panels, values,
                        to: UnsafeMutableBufferPointer(rebasing: sums[first..<first + columns]))
                }
            }
        }
        for part in 0..<parts {
            for j in 0..<count { result[j] += sums[part * columns + j].sum() }
        }
    }

    /// Adds what some panels contribute, in eight sums for each mode.
    private func addWork(
        of force: UnsafePointer<Double>, _ panels: Range<Int>,
        _ values: UnsafeBufferPointer<SIMD8<Float>>,
        to sums: UnsafeMutableBufferPointer<SIMD8<Double>>
    ) {
        var f = [SIMD8<Double>](repeating: .zero, count: Self.octets)
        f.withUnsafeMutableBufferPointer { f in
            for panel in panels {
                let first = panel * Self.height
                let last = min(first + Self.height, rows)
                for o in 0..<Self.octets { f[o] = .zero }
                for row in first..<last {
                    f[(row - first) / 8][(row - first) % 8] = force[row]
                }
                for j in stride(from: 0, to: columns, by: 4) {
                    let m = (panel * columns + j) * Self.octets
                    var (a, b, c, d) = (sums[j], sums[j + 1], sums[j + 2], sums[j + 3])
                    for o in 0..<Self.octets {
                        a += f[o] * SIMD8<Double>(values[m + o])
                        b += f[o] * SIMD8<Double>(values[m + o + Self.octets])
                        c += f[o] * SIMD8<Double>(values[m + o + 2 * Self.octets])
                        d += f[o] * SIMD8<Double>(values[m + o + 3 * Self.octets])
                    }
                    (sums[j], sums[j + 1]) = (a, b)
                    (sums[j + 2], sums[j + 3]) = (c, d)
                }
            }
        }
    }

    /// Adds Φᵀ K Φ of element matrices, thirty rows of modes each: for each element 55 blocks of pairs a ≥ b.
    ///
    /// Products are in single precision: a tangent steers Newton's method and is no part of its answer.
    package func addStiffness(_ blocks: UnsafePointer<Double>, to result: inout [Double]) {
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
        for j in 0..<count {
            for i in 0..<count { result[j * count + i] += Double(sum[j * columns + i]) }
        }
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
    /// The modes at the nodes of the sampled elements of a basis, thirty rows for each element, about ū.
    init(_ basis: ReducedBasis, tets: [Int32]) {
        let n = basis.mean.count
        let unknowns = basis.elements.flatMap { e in
            (0..<10).flatMap { a in (0..<3).map { 3 * Int(tets[10 * e + a]) + $0 } }
        }
        self.init(
            (0..<basis.count).flatMap { j in unknowns.map { basis.modes[j * n + $0] } },
            count: basis.count, offset: unknowns.map { basis.mean[$0] })
    }
}
