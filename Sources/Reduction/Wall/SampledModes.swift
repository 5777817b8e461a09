/// The modes at the nodes of sampled elements, thirty rows for each element, for the work of each.
struct SampledModes {
    let count: Int
    let rows: Int
    private let mean: [Double]
    /// Column-major, `rows` × `count`.
    private let modes: [Double]

    init(_ basis: ReducedBasis, tets: [Int32], elements: [Int]) {
        let n = basis.mean.count
        let unknowns = elements.flatMap { e in
            (0..<10).flatMap { a in (0..<3).map { 3 * Int(tets[10 * e + a]) + $0 } }
        }
        count = basis.count
        rows = unknowns.count
        mean = unknowns.map { basis.mean[$0] }
        modes = (0..<basis.count).flatMap { j in unknowns.map { basis.modes[j * n + $0] } }
    }

    /// Writes ū + Φ q.
    func expand(_ q: [Double], into u: UnsafeMutablePointer<Double>) {
        for i in 0..<rows { u[i] = mean[i] }
        DenseKernels.multiply(modes, rows: rows, columns: count, q, beta: 1, u)
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
}
