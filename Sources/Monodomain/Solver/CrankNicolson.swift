import Numerics

/// One step of C·dV/dt = −K·V by the trapezoidal rule, with conjugate gradients.
///
/// ```
/// (C + h/2·K)·d = −h·K·V + r,    V⁺ = V + d
/// ```
///
/// Unknown is the change d. r is what the steps before left over: the iteration ends when no node needs a
/// larger correction than the tolerance, max |r_i|/A_ii ≤ tolerance, and the residual that is left is
/// solved for with the next step's. Errors therefore do not add up, and the charge is kept to the last
/// residual, however many steps are taken.
///
/// The iteration is preconditioned with the diagonal and starts from an extrapolation of the changes of the
/// three steps before: constant or linear on tiles where the next order would add less than half the
/// tolerance (it would add noise), quadratic elsewhere.
///
/// Away from fronts the guess is good enough as it is. The iteration runs on the tiles of
/// ``CrankTiles/rows`` rows in which it is not, and on their neighbours, with all other changes held; when
/// it has ended, the tiles around are tested with the new changes, and join where they fail. The
/// criterion is the same for all nodes. Sums are taken over fixed groups of tiles in their order.
/// (`PreconditionedCG` of Numerics runs on one thread, allocates in every solve and ends by the norm of
/// the residual.)
final class CrankNicolson<Real: TileReal>: @unchecked Sendable {
    private typealias Tile = Real.Tile

    let count: Int
    private let memory: LineMemory
    private let tiles: CrankTiles
    private let pattern: TilePattern
    private let tolerance: Double
    private let maximumIterations: Int
    /// C + h/2·K, and h·K, on one pattern.
    private let matrix: UnsafeMutablePointer<Real>
    private let diffusion: UnsafeMutablePointer<Real>
    private let inverseDiagonal: UnsafeMutablePointer<Real>
    /// What the latest step left over.
    private let residual: UnsafeMutablePointer<Real>
    /// The voltage [mV], in whole tiles: whoever steps the membranes does so in place.
    let voltage: UnsafeMutablePointer<Real>
    /// Search direction, and the sum of the corrections; zero outside the active tiles.
    private let direction: UnsafeMutablePointer<Real>
    private let correction: UnsafeMutablePointer<Real>
    private let product: UnsafeMutablePointer<Real>
    /// Changes of this step and the three before, newest first.
    private var changes: [UnsafeMutablePointer<Real>]
    /// Largest corrections that are needed in each tile.
    private let largest: UnsafeMutablePointer<Double>
    /// Sums and largest corrections of each group of tiles.
    private let sums: UnsafeMutablePointer<Double>
    private let sizes: UnsafeMutablePointer<Double>
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
        let stiffness = matrices.stiffness
        tiles = CrankTiles(stiffness)
        let (pattern, places) = TilePattern.layout(stiffness)
        self.pattern = pattern
        let (rows, margin) = (pattern.paddedRows, pattern.margin)
        let memory = LineMemory()
        self.memory = memory
        func values(_ value: (Int) -> Double) -> UnsafeMutablePointer<Real> {
            let values = memory.zeros(pattern.valueCount, of: Real.self)
            for (k, place) in places.enumerated() { values[Int(place)] = Real(value(k)) }
            return values
        }
        func vector() -> UnsafeMutablePointer<Real> {
            memory.zeros(rows + 2 * margin, of: Real.self) + margin
        }
        diffusion = values { timeStep * stiffness.value[$0] }
        let mass = matrices.mass
        matrix = values { mass[$0] + 0.5 * timeStep * stiffness.value[$0] }
        inverseDiagonal = vector()
        for row in 0..<count {
            guard let k = stiffness.position(row, row) else { continue }
            inverseDiagonal[row] = 1 / matrix[Int(places[k])]
        }
        residual = vector()
        voltage = vector()
        direction = vector()
        correction = vector()
        product = vector()
        changes = (0..<4).map { _ in vector() }
        largest = memory.zeros(tiles.count, of: Double.self)
        let groups = Parallel.chunkCount(count: tiles.count, grain: CrankTiles.group)
        sums = memory.zeros(groups, of: Double.self)
        sizes = memory.zeros(groups, of: Double.self)
    }

    /// Changes of the latest steps, newest first, then what the latest one left over; empty before the
    /// first step.
    var history: [[Double]] {
        get {
            guard known > 0 else { return [] }
            return (changes.prefix(known) + [residual]).map {
                UnsafeBufferPointer(start: $0, count: count).map { Double($0) }
            }
        }
        set {
            known = max(0, newValue.count - 1)
            for row in 0..<count {
                residual[row] = Real(newValue.last?[row] ?? 0)
                // A step that failed leaves them as they were.
                (direction[row], correction[row]) = (0, 0)
            }
            for (k, values) in newValue.prefix(known).enumerated() {
                for (node, value) in values.enumerated() { changes[k][node] = Real(value) }
            }
        }
    }

    /// Advances the voltage by one step; `time` [ms] is its end, for messages.
    ///
    /// A step that fails leaves the voltage as it was.
    func step(time: Double) throws(MonodomainError) {
        extrapolate()
        firstResidual()
        var corrections: [Double] = [most(tiles.all)]
        var active: [Int32] = []
        var around: [Int32] = []
        var failing = tiles.all.filter { largest[Int($0)] > Self.seed * tolerance }
        while corrections[corrections.count - 1] > tolerance {
            active = tiles.with(active, and: failing)
            take(around, where: active)
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
        take(around, where: around)
        finish(active)
        known = min(known + 1, 3)
    }

    /// Tiles join from this part of the tolerance on, so that they seldom have to later [1].
    private static var seed: Double { 0.5 }

    /// Conjugate gradients on some tiles from the residual as it is, all other changes held.
    private func iterate(
        _ active: [Int32], time: Double, _ corrections: inout [Double]
    ) throws(MonodomainError) {
        begin(active)
        var (rho, correction) = reduced(active)
        while correction > tolerance {
            guard corrections.count <= maximumIterations else {
                throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
            }
            multiplyDirection(active)
            let curvature = reduced(active).sum
            guard curvature > 0 else {
                if curvature.isNaN {
                    throw .notConverged(
                        time: time, tolerance: tolerance, corrections: corrections)
                }
                throw .notPositiveDefinite(time: time, curvature: curvature)
            }
            update(active, Real(rho / curvature))
            let next = reduced(active)
            correction = next.most
            corrections.append(correction)
            iteratedRows += active.count * CrankTiles.rows
            if correction <= tolerance { break }
            turn(active, Real(next.sum / rho))
            rho = next.sum
        }
        if correction.isNaN {
            throw .notConverged(time: time, tolerance: tolerance, corrections: corrections)
        }
    }

    /// The sum of the groups of a list and their largest correction, NaN where there is one.
    private func reduced(_ list: [Int32]) -> (sum: Double, most: Double) {
        var (sum, most) = (0.0, 0.0)
        for group in 0..<Parallel.chunkCount(count: list.count, grain: CrankTiles.group) {
            sum += sums[group]
            most = sizes[group] <= most ? most : sizes[group]
            if most.isNaN { return (sum, most) }
        }
        return (sum, most)
    }

    /// The largest correction of the tiles of a list, NaN where there is one.
    private func most(_ list: [Int32]) -> Double {
        var most = 0.0
        for tile in list {
            let value = largest[Int(tile)]
            if value.isNaN { return value }
            most = max(most, value)
        }
        return most
    }

    /// Calls `body` with every group of the tiles of a list.
    private func forEachGroup(
        _ list: [Int32],
        _ body: @Sendable (_ group: Int, _ tiles: UnsafeBufferPointer<Int32>) -> Void
    ) {
        list.withUnsafeBufferPointer { list in
            nonisolated(unsafe) let list = list
            Parallel.forEachChunk(count: list.count, grain: CrankTiles.group) { group, range in
                body(group, UnsafeBufferPointer(rebasing: list[range]))
            }
        }
    }

    /// Turns the oldest change into the guess of the new one, which becomes the first.
    private func extrapolate() {
        let (a, b, c, x) = (changes[0], changes[1], changes[2], changes[3])
        let known = known
        let enough = Self.seed * tolerance
        nonisolated(unsafe) let (pa, pb, pc, px) = (a, b, c, x)
        forEachGroup(tiles.all) { _, tiles in
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let latest = Tile.load(pa + first)
                let change = latest - Tile.load(pb + first)
                let bend = change - (Tile.load(pb + first) - Tile.load(pc + first))
                var guess = latest
                if known == 0 { guess = Tile(filling: 0) }
                if known > 1, !Self.isWithin(change, enough) {
                    guess = guess + change
                    if known > 2, !Self.isWithin(bend, enough) { guess = guess + bend }
                }
                guess.store(px + first)
            }
        }
        changes = [x, a, b, c]
    }

    /// Whether all of a tile are at most `limit` in size.
    @inline(__always)
    private static func isWithin(_ tile: Tile, _ limit: Double) -> Bool {
        var size = Tile(filling: 0)
        size.include(tile)
        return size.largest <= limit
    }

    /// r ← r − h·K·V − A·d.
    private func firstResidual() {
        nonisolated(unsafe) let x = changes[0]
        forEachGroup(tiles.all) { [self] _, tiles in
            let (pattern, diffusion, matrix, voltage) = (pattern, diffusion, matrix, voltage)
            let (residual, inverse, product) = (residual, inverseDiagonal, product)
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let sum = pattern.residual(
                    Int(tile), differences: diffusion, voltage, matrix: matrix, x, spill: product)
                let r = Tile.load(residual + first) - sum
                r.store(residual + first)
                var size = Tile(filling: 0)
                size.include(r * Tile.load(inverse + first))
                largest[Int(tile)] = size.largest
            }
        }
    }

    /// p = D⁻¹ r and the sum rᵀp.
    private func begin(_ active: [Int32]) {
        forEachGroup(active) { [self] group, tiles in
            let (residual, inverse, direction) = (residual, inverseDiagonal, direction)
            var (rho, size) = (Tile(filling: 0), Tile(filling: 0))
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let r = Tile.load(residual + first)
                let z = r * Tile.load(inverse + first)
                z.store(direction + first)
                rho = rho + r * z
                size.include(z)
            }
            sums[group] = rho.sum
            sizes[group] = size.largest
        }
    }

    /// q = A·p and the sum pᵀq.
    private func multiplyDirection(_ active: [Int32]) {
        forEachGroup(active) { [self] group, tiles in
            let (pattern, matrix) = (pattern, matrix)
            let (direction, product) = (direction, product)
            var curvature = Tile(filling: 0)
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let q = pattern.product(Int(tile), matrix, direction, spill: product)
                q.store(product + first)
                curvature = curvature + Tile.load(direction + first) * q
            }
            sums[group] = curvature.sum
        }
    }

    /// d += α·p, r −= α·q and the sums of the new residual.
    private func update(_ active: [Int32], _ alpha: Real) {
        forEachGroup(active) { [self] group, tiles in
            let (correction, direction, product) = (correction, direction, product)
            let (residual, inverse) = (residual, inverseDiagonal)
            let alpha = Tile(filling: alpha)
            var (rho, size) = (Tile(filling: 0), Tile(filling: 0))
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let d = Tile.load(correction + first) + alpha * Tile.load(direction + first)
                d.store(correction + first)
                let r = Tile.load(residual + first) - alpha * Tile.load(product + first)
                r.store(residual + first)
                let z = r * Tile.load(inverse + first)
                rho = rho + r * z
                size.include(z)
            }
            sums[group] = rho.sum
            sizes[group] = size.largest
        }
    }

    /// p = D⁻¹ r + β·p.
    private func turn(_ active: [Int32], _ beta: Real) {
        forEachGroup(active) { [self] _, tiles in
            let (residual, inverse, direction) = (residual, inverseDiagonal, direction)
            let beta = Tile(filling: beta)
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let z = Tile.load(residual + first) * Tile.load(inverse + first)
                (z + beta * Tile.load(direction + first)).store(direction + first)
            }
        }
    }

    /// Residuals of tiles that took no part in the iteration, after it: r − A·(sum of corrections).
    private func testAround(_ around: [Int32]) {
        forEachGroup(around) { [self] _, tiles in
            let (pattern, matrix, correction) = (pattern, matrix, correction)
            let (residual, inverse, product) = (residual, inverseDiagonal, product)
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                let sum = pattern.product(Int(tile), matrix, correction, spill: product)
                let r = Tile.load(residual + first) - sum
                // Kept apart: the corrections change when tiles join.
                r.store(product + first)
                var size = Tile(filling: 0)
                size.include(r * Tile.load(inverse + first))
                largest[Int(tile)] = size.largest
            }
        }
    }

    /// Gives those of the tested tiles that are in `chosen` the residuals they were tested for.
    private func take(_ tested: [Int32], where chosen: [Int32]) {
        guard !tested.isEmpty else { return }
        var isChosen = [Bool](repeating: false, count: tiles.count)
        for tile in chosen { isChosen[Int(tile)] = true }
        for tile in tested where isChosen[Int(tile)] {
            let first = CrankTiles.rows * Int(tile)
            Tile.load(product + first).store(residual + first)
        }
    }

    /// Adds corrections to the change, the change to the voltage, and clears what only active tiles have.
    private func finish(_ active: [Int32]) {
        nonisolated(unsafe) let x = changes[0]
        forEachGroup(active) { [self] _, tiles in
            let (correction, direction) = (correction, direction)
            let zero = Tile(filling: 0)
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                (Tile.load(x + first) + Tile.load(correction + first)).store(x + first)
                zero.store(correction + first)
                zero.store(direction + first)
            }
        }
        forEachGroup(tiles.all) { [self] _, tiles in
            let voltage = voltage
            for tile in tiles {
                let first = CrankTiles.rows * Int(tile)
                (Tile.load(voltage + first) + Tile.load(x + first)).store(voltage + first)
            }
        }
    }
}
