import Numerics

/// One step of C·dV/dt = −K·V by the trapezoidal rule, with conjugate gradients.
///
/// ```
/// (C + h/2·K)·d = −h·K·V,    V⁺ = V + d
/// ```
///
/// Unknown is the change d, and the iteration starts from the extrapolation of the changes of the
/// three steps before. It is preconditioned with the diagonal and ends when no node needs a larger
/// correction than the tolerance: max |r_i|/A_ii ≤ tolerance.
///
/// Away from fronts the guess is good enough as it is. The iteration therefore runs on the tiles of
/// ``CrankTiles/rows`` rows in which it is not, and on their neighbours, with all other changes held; when
/// it has ended, the tiles around are tested with the new changes, and join where they fail. The
/// criterion is the same for all nodes. Sums are taken over fixed groups of tiles in their order, in
/// double precision. (`PreconditionedCG` of Numerics runs on one thread, allocates in every solve and ends
/// by the norm of the residual.)
final class CrankNicolson<Real: BinaryFloatingPoint & Sendable>: @unchecked Sendable {
    let count: Int
    private let tiles: CrankTiles
    private let tolerance: Double
    private let maximumIterations: Int
    private let rowStart: UnsafeMutablePointer<Int32>
    private let column: UnsafeMutablePointer<Int32>
    /// C + h/2·K, and h·K, on one pattern.
    private let matrix: UnsafeMutablePointer<Real>
    private let diffusion: UnsafeMutablePointer<Real>
    private let inverseDiagonal: UnsafeMutablePointer<Real>
    private let residual: UnsafeMutablePointer<Real>
    /// Search direction, and the sum of the corrections; zero outside the active tiles.
    private let direction: UnsafeMutablePointer<Real>
    private let correction: UnsafeMutablePointer<Real>
    private let product: UnsafeMutablePointer<Real>
    /// Changes of this step and the three before, newest first.
    private var changes: [UnsafeMutablePointer<Real>]
    /// One for each tile: sums, and largest corrections that are needed.
    private let sums: UnsafeMutablePointer<Double>
    private let largest: UnsafeMutablePointer<Double>
    /// Steps whose change is known, at most three.
    private(set) var known = 0
    /// Iterations of all steps.
    private(set) var iterations = 0
    /// Iterations times the rows that took part.
    private(set) var iteratedRows = 0

    init(
        _ matrices: TissueMatrices, timeStep: Double, tolerance: Double, maximumIterations: Int
    ) {
        count = matrices.count
        self.tolerance = tolerance
        self.maximumIterations = maximumIterations
        let pattern = matrices.stiffness
        tiles = CrankTiles(pattern)
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
        correction = vector()
        product = vector()
        changes = (0..<4).map { _ in vector() }
        sums = Self.copy([Double](repeating: 0, count: tiles.count))
        largest = Self.copy([Double](repeating: 0, count: tiles.count))
    }

    deinit {
        rowStart.deallocate()
        column.deallocate()
        for memory in [
            matrix, diffusion, inverseDiagonal, residual, direction, correction, product,
        ] + changes {
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
        var corrections: [Double] = [most(tiles.all)]
        var active: [Int32] = []
        var around: [Int32] = []
        var failing = tiles.all.filter { largest[Int($0)] > Self.seed * tolerance }
        while corrections[corrections.count - 1] > tolerance {
            active = tiles.with(active, and: failing)
            take(active, from: around)
            try iterate(active, time: time, &corrections)
            around = tiles.around(active)
            testAround(around)
            failing = around.filter { largest[Int($0)] > tolerance }
            let (inside, outside) = (corrections[corrections.count - 1], most(around))
            // Not max(_:_:), which drops a NaN that comes second.
            corrections[corrections.count - 1] = outside <= inside ? inside : outside
        }
        guard corrections[corrections.count - 1].isFinite else {
            throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
        }
        iterations += corrections.count - 1
        finish(active, voltage)
        known = min(known + 1, 3)
    }

    /// Tiles join from this part of the tolerance on, so that they seldom have to later [1].
    private static var seed: Double { 0.5 }

    /// Conjugate gradients on some tiles from the residual as it is, all other changes held.
    private func iterate(
        _ active: [Int32], time: Double, _ corrections: inout [Double]
    ) throws(MonodomainError) {
        begin(active)
        var rho = sum(active)
        var correction = most(active)
        while correction > tolerance {
            guard corrections.count <= maximumIterations else {
                throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
            }
            multiplyDirection(active)
            let curvature = sum(active)
            guard curvature > 0 else {
                if curvature.isNaN {
                    throw .notConverged(
                        time: time, tolerance: tolerance, corrections: corrections)
                }
                throw .notPositiveDefinite(time: time, curvature: curvature)
            }
            update(active, Real(rho / curvature))
            let next = sum(active)
            correction = most(active)
            corrections.append(correction)
            iteratedRows += active.count * CrankTiles.rows
            if correction <= tolerance { break }
            turn(active, Real(next / rho))
            rho = next
        }
        if correction.isNaN {
            throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
        }
    }

    private func sum(_ list: [Int32]) -> Double {
        var sum = 0.0
        for tile in list { sum += sums[Int(tile)] }
        return sum
    }

    private func most(_ list: [Int32]) -> Double {
        var most = 0.0
        for tile in list {
            let value = largest[Int(tile)]
            if value.isNaN { return value }
            most = max(most, value)
        }
        return most
    }

    /// Calls `body` with every tile of a list and its rows.
    private func forEach(_ list: [Int32], _ body: @Sendable (Int, Range<Int>) -> Void) {
        let count = count
        list.withUnsafeBufferPointer { list in
            nonisolated(unsafe) let list = list
            Parallel.forEachChunk(count: list.count, grain: CrankTiles.group) { _, range in
                for k in range {
                    let tile = Int(list[k])
                    let first = tile * CrankTiles.rows
                    body(tile, first..<min(count, first + CrankTiles.rows))
                }
            }
        }
    }

    /// Turns the oldest change into the guess of the new one, which becomes the first.
    private func extrapolate() {
        let (a, b, c) = (changes[0], changes[1], changes[2])
        let x = changes[3]
        let known = known
        nonisolated(unsafe) let (pa, pb, pc, px) = (a, b, c, x)
        Parallel.forEachChunk(
            count: count, grain: CrankTiles.group * CrankTiles.rows
        ) { _, range in
            switch known {
            case 0: for i in range { px[i] = 0 }
            case 1: for i in range { px[i] = pa[i] }
            case 2: for i in range { px[i] = 2 * pa[i] - pb[i] }
            default: for i in range { px[i] = 3 * (pa[i] - pb[i]) + pc[i] }
            }
        }
        changes = [x, a, b, c]
    }

    /// r = −h·K·V − A·d.
    private func firstResidual(_ voltage: UnsafeMutablePointer<Real>) {
        nonisolated(unsafe) let (v, x) = (voltage, changes[0])
        forEach(tiles.all) { [self] tile, range in
            let (diffusion, matrix, column) = (diffusion, matrix, column)
            let (rowStart, residual, inverse) = (rowStart, residual, inverseDiagonal)
            var most: Real = 0
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
                residual[row] = -sum
                most = Self.larger(most, abs(sum * inverse[row]))
            }
            largest[tile] = Double(most)
        }
    }

    /// p = D⁻¹ r and the sum rᵀp.
    private func begin(_ active: [Int32]) {
        forEach(active) { [self] tile, range in
            var (rho, most) = (0.0, Real(0))
            for row in range {
                let z = residual[row] * inverseDiagonal[row]
                direction[row] = z
                rho += Double(residual[row] * z)
                most = Self.larger(most, abs(z))
            }
            sums[tile] = rho
            largest[tile] = Double(most)
        }
    }

    /// q = A·p and the sum pᵀq.
    private func multiplyDirection(_ active: [Int32]) {
        forEach(active) { [self] tile, range in
            let (matrix, column, rowStart) = (matrix, column, rowStart)
            let (direction, product) = (direction, product)
            var curvature = 0.0
            var k = Int(rowStart[range.lowerBound])
            for row in range {
                let end = Int(rowStart[row + 1])
                // Two sums: one would wait for itself at every entry.
                var (even, odd): (Real, Real) = (0, 0)
                while k + 1 < end {
                    even += matrix[k] * direction[Int(column[k])]
                    odd += matrix[k + 1] * direction[Int(column[k + 1])]
                    k += 2
                }
                if k < end {
                    even += matrix[k] * direction[Int(column[k])]
                    k += 1
                }
                let sum = even + odd
                product[row] = sum
                curvature += Double(direction[row] * sum)
            }
            sums[tile] = curvature
        }
    }

    /// d += α·p, r −= α·q and the sums of the new residual.
    private func update(_ active: [Int32], _ alpha: Real) {
        forEach(active) { [self] tile, range in
            let (correction, direction, product) = (correction, direction, product)
            let (residual, inverse) = (residual, inverseDiagonal)
            var (rho, most) = (0.0, Real(0))
            for row in range {
                correction[row] += alpha * direction[row]
                let r = residual[row] - alpha * product[row]
                residual[row] = r
                let z = r * inverse[row]
                rho += Double(r * z)
                most = Self.larger(most, abs(z))
            }
            sums[tile] = rho
            largest[tile] = Double(most)
        }
    }

    /// p = D⁻¹ r + β·p.
    private func turn(_ active: [Int32], _ beta: Real) {
        forEach(active) { [self] _, range in
            let (residual, inverse, direction) = (residual, inverseDiagonal, direction)
            for row in range {
                direction[row] = residual[row] * inverse[row] + beta * direction[row]
            }
        }
    }

    /// Residuals of tiles that took no part in the iteration, after it: r − A·(sum of corrections).
    private func testAround(_ around: [Int32]) {
        forEach(around) { [self] tile, range in
            let (matrix, column, rowStart) = (matrix, column, rowStart)
            var most: Real = 0
            for row in range {
                var sum: Real = 0
                for k in Int(rowStart[row])..<Int(rowStart[row + 1]) {
                    sum += matrix[k] * correction[Int(column[k])]
                }
                // Kept apart: the residual itself changes when the tile joins.
                product[row] = residual[row] - sum
                most = Self.larger(most, abs(product[row] * inverseDiagonal[row]))
            }
            largest[tile] = Double(most)
        }
    }

    /// Gives the tiles that join, of those that were tested, the residuals they were tested for.
    private func take(_ active: [Int32], from tested: [Int32]) {
        var joins = [Bool](repeating: false, count: tiles.count)
        for tile in active { joins[Int(tile)] = true }
        forEach(tested.filter { joins[Int($0)] }) { [self] _, range in
            for row in range { residual[row] = product[row] }
        }
    }

    /// Adds corrections to the change, the change to the voltage, and clears what only active tiles have.
    private func finish(_ active: [Int32], _ voltage: UnsafeMutablePointer<Real>) {
        nonisolated(unsafe) let (v, x) = (voltage, changes[0])
        forEach(active) { [self] _, range in
            for row in range {
                x[row] += correction[row]
                correction[row] = 0
                direction[row] = 0
            }
        }
        forEach(tiles.all) { _, range in
            for row in range { v[row] += x[row] }
        }
    }

    /// The larger of two numbers, NaN where the second is.
    @inline(__always)
    private static func larger(_ a: Real, _ b: Real) -> Real { b <= a ? a : b }
}
