import COpenBLAS

/// The vectors of a conjugate-gradient solve.
struct CGWork {
    private let memory: UnsafeMutableBufferPointer<Double>
    /// M⁻¹ r, and A p.
    let z: UnsafeMutableBufferPointer<Double>
    let product: UnsafeMutableBufferPointer<Double>
    private let r: UnsafeMutableBufferPointer<Double>
    private let old: UnsafeMutableBufferPointer<Double>
    private let p: UnsafeMutableBufferPointer<Double>

    init(_ order: Int) {
        let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 5 * order)
        memory.initialize(repeating: 0)
        self.memory = memory
        func part(_ k: Int) -> UnsafeMutableBufferPointer<Double> {
            UnsafeMutableBufferPointer(rebasing: memory[k * order..<(k + 1) * order])
        }
        (z, product, r, old, p) = (part(0), part(1), part(2), part(3), part(4))
    }

    func deallocate() { memory.deallocate() }

    /// r, r of the iteration before, and the search direction p.
    var residual: UnsafeBufferPointer<Double> { UnsafeBufferPointer(r) }
    var previous: UnsafeBufferPointer<Double> { UnsafeBufferPointer(old) }
    var direction: UnsafeBufferPointer<Double> { UnsafeBufferPointer(p) }

    /// Sets r = b − A x and returns its norm.
    func trueResidual(
        _ a: some LinearOperator, _ b: UnsafeBufferPointer<Double>, _ x: UnsafeBufferPointer<Double>
    ) -> Double {
        a.apply(x, into: r)
        for k in 0..<r.count { r[k] = b[k] - r[k] }
        return Self.norm(residual)
    }

    /// p = z + β p.
    func updateDirection(_ beta: Double) {
        for k in 0..<p.count { p[k] = z[k] + beta * p[k] }
    }

    /// x += α p and r −= α A p, keeping the old r.
    func step(_ alpha: Double, _ x: UnsafeMutableBufferPointer<Double>) {
        for k in 0..<p.count {
            x[k] += alpha * p[k]
            old[k] = r[k]
            r[k] -= alpha * product[k]
        }
    }

    static func dot(
        _ a: UnsafeBufferPointer<Double>, _ b: UnsafeMutableBufferPointer<Double>
    ) -> Double { dot(a, UnsafeBufferPointer(b)) }

    static func dot(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
        cblas_ddot(Int32(a.count), a.baseAddress, 1, b.baseAddress, 1)
    }

    static func norm(_ a: UnsafeBufferPointer<Double>) -> Double { dot(a, a).squareRoot() }
}
