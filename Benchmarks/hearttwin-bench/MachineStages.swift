import COpenBLAS

/// What the machine can do at best: the context of all other figures.
struct MachineStages {
    /// Edge of the matrices that are multiplied; three of them overflow the second-level cache.
    private static let edge = 1024
    /// Numbers in each vector of the triad: 128 MB in all, more than the last-level cache.
    private static let vector = 1 << 22 + 1 << 20

    func run(_ bench: Bench) {
        openblas_set_num_threads(1)
        let n = Self.edge
        let flops = 2 * Double(n * n * n)
        let a = [Double](repeating: 1.5, count: n * n)
        var c = [Double](repeating: 0, count: n * n)
        bench.measure(
            "machine: matrix product, fp64, one thread",
            context: { "\(Figures.rate(flops / $0 / 1e9)) GF/s" }
        ) {
            cblas_dgemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(n), Int32(n), 1, a,
                Int32(n), a, Int32(n), 0, &c, Int32(n))
        }
        let b = a.map { Float($0) }
        var d = [Float](repeating: 0, count: n * n)
        bench.measure(
            "machine: matrix product, fp32, one thread",
            context: { "\(Figures.rate(flops / $0 / 1e9)) GF/s" }
        ) {
            cblas_sgemm(
                CblasColMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(n), Int32(n), 1, b,
                Int32(n), b, Int32(n), 0, &d, Int32(n))
        }
        let x = [Double](repeating: 1, count: Self.vector)
        var y = x
        bench.measure(
            "machine: y += a x, one thread",
            context: { "\(Figures.rate(24 * Double(Self.vector) / $0 / 1e9)) GB/s" }
        ) { cblas_daxpy(Int32(Self.vector), 0.5, x, 1, &y, 1) }
    }
}
