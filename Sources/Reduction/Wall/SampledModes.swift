/// The modes at the nodes of sampled elements, thirty rows for each element.
final class SampledModes {
    let count: Int
    let rows: Int
    private let mean: [Double]
    /// Column-major, `rows` × `count`.
    private let modes: [Double]
    private var product: [Double]
    private var element = [Double](repeating: 0, count: 900)

    init(_ basis: ReducedBasis, tets: [Int32], elements: [Int]) {
        let n = basis.mean.count
        let unknowns = elements.flatMap { e in
            (0..<10).flatMap { a in (0..<3).map { 3 * Int(tets[10 * e + a]) + $0 } }
        }
        count = basis.count
        rows = unknowns.count
        mean = unknowns.map { basis.mean[$0] }
        modes = (0..<basis.count).flatMap { j in unknowns.map { basis.modes[j * n + $0] } }
        product = []
    }

    /// Writes ū + Φ q.
    func expand(_ q: [Double], into u: UnsafeMutablePointer<Double>) {
        for i in 0..<rows { u[i] = mean[i] }
        DenseKernels.multiply(modes, rows: rows, columns: count, q, beta: 1, u)
    }

    /// Adds Φᵀ f.
    func addWork(of force: UnsafePointer<Double>, to result: inout [Double]) {
        DenseKernels.multiply(
            modes, rows: rows, columns: count, transposed: true, force, beta: 1, &result)
    }

    /// Φᵀ f of each element by itself, one after the other.
    func work(of force: UnsafePointer<Double>, into result: inout [Double]) {
        modes.withUnsafeBufferPointer { modes in
            result.withUnsafeMutableBufferPointer { result in
                guard let modes = modes.baseAddress, let result = result.baseAddress else { return }
                for e in 0..<rows / 30 {
                    DenseKernels.multiply(
                        transposed: true, count, 1, 30, modes + 30 * e, rows, force + 30 * e, 30,
                        result + e * count, count)
                }
            }
        }
    }

    /// Adds Φᵀ K Φ of element matrices: for each element 55 blocks of pairs a ≥ b.
    func addStiffness(_ blocks: UnsafePointer<Double>, to result: inout [Double]) {
        if product.isEmpty { product = [Double](repeating: 0, count: rows * count) }
        modes.withUnsafeBufferPointer { modes in
            product.withUnsafeMutableBufferPointer { product in
                guard let modes = modes.baseAddress, let product = product.baseAddress else {
                    return
                }
                for e in 0..<rows / 30 {
                    unpack(blocks + 9 * 55 * e)
                    DenseKernels.multiply(
                        30, count, 30, element, 30, modes + 30 * e, rows, product + 30 * e, rows)
                }
                DenseKernels.multiply(
                    transposed: true, count, count, rows, modes, rows, product, rows, beta: 1,
                    &result, count)
            }
        }
    }

    /// Writes the full matrix of one element.
    private func unpack(_ blocks: UnsafePointer<Double>) {
        element.withUnsafeMutableBufferPointer { K in
            var block = blocks
            for a in 0..<10 {
                for b in 0...a {
                    for i in 0..<3 {
                        for j in 0..<3 {
                            let value = block[3 * i + j]
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
