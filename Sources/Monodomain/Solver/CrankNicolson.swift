import Numerics

/// One step of C·dV/dt = −K·V by the trapezoidal rule, with conjugate gradients.
///
/// ```
/// (C + h/2·K)·d = −h·K·V,    V⁺ = V + d
/// ```
///
/// Unknown is the change d, and the iteration starts from the extrapolation of the changes of the
/// three steps before. It is preconditioned with the diagonal and ends when no node needs a larger
/// correction than the tolerance: max |r_i|/A_ii ≤ tolerance. Sums are taken over fixed chunks in their
/// order, in double precision. One iteration reads the matrix once and passes three times over vectors. (`PreconditionedCG` of
/// Numerics runs on one thread, allocates in every solve and ends by the norm of the residual.)
final class CrankNicolson<Real: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    /// Rows a thread takes at a time.
    static var grain: Int { 4096 }

    let count: Int
    private let chunks: Int
    private let tolerance: Double
    private let maximumIterations: Int
    private let rowStart: UnsafeMutablePointer<Int32>
    private let column: UnsafeMutablePointer<Int32>
    /// C + h/2·K, and h·K, on one pattern.
    private let matrix: UnsafeMutablePointer<Real>
    private let diffusion: UnsafeMutablePointer<Real>
    private let inverseDiagonal: UnsafeMutablePointer<Real>
    private let residual: UnsafeMutablePointer<Real>
    private let direction: UnsafeMutablePointer<Real>
    private let product: UnsafeMutablePointer<Real>
    /// Changes of this step and the three before, newest first.
    private var changes: [UnsafeMutablePointer<Real>]
    private let sums: UnsafeMutablePointer<Double>
    private let largest: UnsafeMutablePointer<Double>
    /// Steps whose change is known, at most three.
    private(set) var known = 0
    /// Iterations of all steps.
    private(set) var iterations = 0

    init(
        _ matrices: TissueMatrices, timeStep: Double, tolerance: Double, maximumIterations: Int
    ) {
        count = matrices.count
        chunks = Parallel.chunkCount(count: count, grain: Self.grain)
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        let pattern = matrices.stiffness
        rowStart = Self.copy(pattern.rowStart)
        column = Self.copy(pattern.column)
        diffusion = Self.copy(pattern.value.map { Real(timeStep * $0) })
        matrix = Self.copy(
            zip(matrices.mass, pattern.value).map { Real($0 + 0.5 * timeStep * $1) })
        let (a, n) = (matrix, count)
        inverseDiagonal = Self.copy(
            (0..<n).map { row in pattern.position(row, row).map { 1 / a[$0] } ?? 0 })
        func vector() -> UnsafeMutablePointer<Real> {
            Self.copy([Real](repeating: 0, count: n))
        }
        residual = vector()
        direction = vector()
        product = vector()
        changes = (0..<4).map { _ in vector() }
        sums = Self.copy([Double](repeating: 0, count: max(chunks, 1)))
        largest = Self.copy([Double](repeating: 0, count: max(chunks, 1)))
    }

    deinit {
        rowStart.deallocate()
        column.deallocate()
        for memory in [matrix, diffusion, inverseDiagonal, residual, direction, product] + changes {
            memory.deallocate()
        }
        sums.deallocate()
        largest.deallocate()
    }

    private static func copy<T>(_ values: [T]) -> UnsafeMutablePointer<T> {
        let memory = UnsafeMutablePointer<T>.allocate(capacity: max(values.count, 1))
        memory.initialize(from: values, count: values.count)
        return memory
    }

    /// Changes of the latest steps, newest first.
    var history: [[Double]] {
        get {
            (0..<known).map {
                UnsafeBufferPointer(start: changes[$0], count: count).map { Double($0) }
            }
        }
        set {
            known = newValue.count
            for (k, values) in newValue.enumerated() {
                for (node, value) in values.enumerated() { changes[k][node] = Real(value) }
            }
        }
    }

    /// Advances the voltage [mV] by one step; `time` [ms] is its end, for messages.
    func step(
        _ voltage: UnsafeMutablePointer<Real>, time: Double
    ) throws(MonodomainError) {
        extrapolate()
        firstResidual(voltage)
        var (rho, correction) = totals()
        var corrections = [correction]
        while correction > tolerance {
            guard corrections.count <= maximumIterations else {
                throw .notConverged(
                    time: time, tolerance: tolerance, corrections: corrections)
            }
            multiplyDirection()
            let curvature = sum()
            guard curvature > 0 else {
                if curvature.isNaN {
                    throw .notConverged(
                        time: time, tolerance: tolerance, corrections: corrections)
                }
                throw .notPositiveDefinite(time: time, curvature: curvature)
            }
            update(Real(rho / curvature))
            let next: Double
            (next, correction) = totals()
            corrections.append(correction)
            if correction <= tolerance { break }
            turn(Real(next / rho))
            rho = next
        }
        guard correction.isFinite else {
            throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
        }
        iterations += corrections.count - 1
        add(to: voltage)
        known = min(known + 1, 3)
    }

    /// Sum of the chunks' sums and largest of their largest values.
    private func totals() -> (Double, Double) {
        var most = 0.0
        for chunk in 0..<chunks { most = max(most, largest[chunk]) }
        return (sum(), most)
    }

    private func sum() -> Double {
        var sum = 0.0
        for chunk in 0..<chunks { sum += sums[chunk] }
        return sum
    }

    /// Turns the oldest change into the guess of the new one, which becomes the first.
    private func extrapolate() {
        let (a, b, c) = (changes[0], changes[1], changes[2])
        let x = changes[3]
        let known = known
        nonisolated(unsafe) let (pa, pb, pc, px) = (a, b, c, x)
        Parallel.forEachChunk(count: count, grain: Self.grain) { _, range in
            switch known {
            case 0: for i in range { px[i] = 0 }
            case 1: for i in range { px[i] = pa[i] }
            case 2: for i in range { px[i] = 2 * pa[i] - pb[i] }
            default: for i in range { px[i] = 3 * (pa[i] - pb[i]) + pc[i] }
            }
        }
        changes = [x, a, b, c]
    }

    /// r = −h·K·V − A·d, p = D⁻¹ r.
    private func firstResidual(_ voltage: UnsafeMutablePointer<Real>) {
        nonisolated(unsafe) let (v, x) = (voltage, changes[0])
        Parallel.forEachChunk(count: count, grain: Self.grain) { [self] chunk, range in
            var (rho, most) = (0.0, Real(0))
            var k = Int(rowStart[range.lowerBound])
            for row in range {
                let end = Int(rowStart[row + 1])
                var sum: Real = 0
                // Differences: a uniform voltage gives no current, whatever its last digit.
                let own = v[row]
                while k < end {
                    let j = Int(column[k])
                    sum += diffusion[k] * (v[j] - own) + matrix[k] * x[j]
                    k += 1
                }
                let z = -sum * inverseDiagonal[row]
                residual[row] = -sum
                direction[row] = z
                rho -= Double(sum * z)
                most = Self.larger(most, abs(z))
            }
            sums[chunk] = rho
            largest[chunk] = Double(most)
        }
    }

    /// q = A·p and the sum pᵀq.
    private func multiplyDirection() {
        Parallel.forEachChunk(count: count, grain: Self.grain) { [self] chunk, range in
            var curvature = 0.0
            var k = Int(rowStart[range.lowerBound])
            for row in range {
                let end = Int(rowStart[row + 1])
                var sum: Real = 0
                while k < end {
                    sum += matrix[k] * direction[Int(column[k])]
                    k += 1
                }
                product[row] = sum
                curvature += Double(direction[row] * sum)
            }
            sums[chunk] = curvature
        }
    }

    /// d += α·p, r −= α·q and the sums of the new residual.
    private func update(_ alpha: Real) {
        nonisolated(unsafe) let x = changes[0]
        Parallel.forEachChunk(count: count, grain: Self.grain) { [self] chunk, range in
            var (rho, most) = (0.0, Real(0))
            for row in range {
                x[row] += alpha * direction[row]
                let r = residual[row] - alpha * product[row]
                residual[row] = r
                let z = r * inverseDiagonal[row]
                rho += Double(r * z)
                most = Self.larger(most, abs(z))
            }
            sums[chunk] = rho
            largest[chunk] = Double(most)
        }
    }

    /// p = D⁻¹ r + β·p.
    private func turn(_ beta: Real) {
        Parallel.forEachChunk(count: count, grain: Self.grain) { [self] _, range in
            for row in range {
                direction[row] = residual[row] * inverseDiagonal[row] + beta * direction[row]
            }
        }
    }

    private func add(to voltage: UnsafeMutablePointer<Real>) {
        nonisolated(unsafe) let (v, x) = (voltage, changes[0])
        Parallel.forEachChunk(count: count, grain: Self.grain) { _, range in
            for row in range { v[row] += x[row] }
        }
    }

    /// The larger of two numbers, NaN where the second is.
    @inline(__always)
    private static func larger(_ a: Real, _ b: Real) -> Real { b <= a ? a : b }
}
