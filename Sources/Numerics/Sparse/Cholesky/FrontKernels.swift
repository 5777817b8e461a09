/// The memory-moving parts of a front's factorisation; the arithmetic is BLAS.
///
/// All are specialised for `Double` and `Float`, which is what keeps them fast when called through
/// the generic ``SparseCholesky``.
enum FrontKernels<Scalar: FactorScalar> {
    /// Writes 3 × 3 (or other) blocks of the matrix into the columns of a front.
    ///
    /// - `height`: leading dimension of the front's columns.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func load(
        _ entries: UnsafeBufferPointer<FrontEntry>, of values: UnsafePointer<Double>,
        blockSize: Int, into factor: UnsafeMutablePointer<Scalar>, height: Int
    ) {
        for entry in entries {
            let block = values + Int(entry.block) * blockSize * blockSize
            let target = factor + entry.target
            let rowStep = entry.isTransposed ? 1 : blockSize
            let columnStep = entry.isTransposed ? blockSize : 1
            if blockSize == 3 {
                for j in 0..<3 {
                    let column = target + j * height
                    column[0] = Scalar(block[j * columnStep])
                    column[1] = Scalar(block[j * columnStep + rowStep])
                    column[2] = Scalar(block[j * columnStep + 2 * rowStep])
                }
                continue
            }
            for j in 0..<blockSize {
                for i in 0..<blockSize {
                    target[j * height + i] = Scalar(block[i * rowStep + j * columnStep])
                }
            }
        }
    }

    /// Adds σ |aᵢᵢ| to each diagonal entry of a front's columns.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func shift(
        _ panel: UnsafeMutablePointer<Scalar>, columns: Int, height: Int, by sigma: Scalar
    ) {
        for i in 0..<columns {
            panel[i * height + i] += sigma * panel[i * height + i].magnitude
        }
    }

    /// Adds the columns of a child's update matrix that meet `runs[columnRuns]` of its parent.
    ///
    /// - `update`: lower triangle, `side` × `side`.
    /// - `target`: where the parent's local row 0 of its local column `firstColumn` would be.
    /// - `height`: leading dimension there.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func extendAdd(
        _ update: UnsafePointer<Scalar>, side: Int, runs: UnsafeBufferPointer<RowRun>,
        columnRuns: Range<Int>, blockSize: Int, into target: UnsafeMutablePointer<Scalar>,
        firstColumn: Int, height: Int
    ) {
        for r in columnRuns {
            let childEnd = Int(runs[r].child + runs[r].length) * blockSize
            let shift = Int(runs[r].parent - runs[r].child) * blockSize
            for node in Int(runs[r].child)..<Int(runs[r].child + runs[r].length) {
                let column = node * blockSize
                let source = update + column * side
                let sum = target + (column + shift - firstColumn * blockSize) * height
                for j in 0..<blockSize {
                    accumulate(
                        source + j * side + column + j,
                        to: sum + j * height + column + shift + j, count: childEnd - column - j)
                }
                for below in r + 1..<runs.count {
                    let from = source + Int(runs[below].child) * blockSize
                    let to = sum + Int(runs[below].parent) * blockSize
                    let count = Int(runs[below].length) * blockSize
                    for j in 0..<blockSize {
                        accumulate(from + j * side, to: to + j * height, count: count)
                    }
                }
            }
        }
    }

    /// sum += source. Most runs are a few nodes long: explicit lanes avoid the overlap checks and
    /// prologues of an automatically vectorised loop.
    @inline(__always)
    private static func accumulate(
        _ source: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>, count: Int
    ) {
        typealias Lanes = SIMD4<Scalar>
        var i = 0
        while i + Lanes.scalarCount <= count {
            let source = UnsafeRawPointer(source + i).loadUnaligned(as: Lanes.self)
            let target = UnsafeMutableRawPointer(sum + i)
            target.storeBytes(of: target.loadUnaligned(as: Lanes.self) + source, as: Lanes.self)
            i += Lanes.scalarCount
        }
        while i < count {
            sum[i] += source[i]
            i += 1
        }
    }

    /// sum += source.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func add(
        _ source: UnsafePointer<Scalar>, to sum: UnsafeMutablePointer<Scalar>, count: Int
    ) {
        accumulate(source, to: sum, count: count)
    }

    /// Adds a vector's entries at the given nodes: x[rows] += t.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func scatterAdd(
        _ source: UnsafePointer<Scalar>, rows: UnsafeBufferPointer<Int32>, offset: Int,
        blockSize: Int, into x: UnsafeMutablePointer<Scalar>
    ) {
        for k in 0..<rows.count {
            let target = x + (Int(rows[k]) - offset) * blockSize
            for i in 0..<blockSize { target[i] += source[k * blockSize + i] }
        }
    }

    /// Collects a vector's entries at the given nodes.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func gather(
        _ x: UnsafePointer<Scalar>, rows: UnsafeBufferPointer<Int32>, blockSize: Int,
        into target: UnsafeMutablePointer<Scalar>
    ) {
        for k in 0..<rows.count {
            let source = x + Int(rows[k]) * blockSize
            for i in 0..<blockSize { target[k * blockSize + i] = source[i] }
        }
    }

    /// Reorders a vector into the elimination order: target[k] = source[order[k]], by nodes.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func permute(
        _ source: UnsafePointer<Double>, order: UnsafeBufferPointer<Int32>, blockSize: Int,
        into target: UnsafeMutablePointer<Scalar>
    ) {
        for k in 0..<order.count {
            let node = source + Int(order[k]) * blockSize
            for i in 0..<blockSize { target[k * blockSize + i] = Scalar(node[i]) }
        }
    }

    /// Reorders a vector back: target[order[k]] = source[k], by nodes.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func unpermute(
        _ source: UnsafePointer<Scalar>, order: UnsafeBufferPointer<Int32>, blockSize: Int,
        into target: UnsafeMutablePointer<Double>
    ) {
        for k in 0..<order.count {
            let node = target + Int(order[k]) * blockSize
            for i in 0..<blockSize { node[i] = Double(source[k * blockSize + i]) }
        }
    }

    /// Sets a vector to zero.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func clear(_ x: UnsafeMutablePointer<Scalar>, count: Int) {
        x.update(repeating: 0, count: count)
    }

    /// Memory for a vector of zeros.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func zeros(_ count: Int) -> UnsafeMutablePointer<Scalar> {
        let x = UnsafeMutablePointer<Scalar>.allocate(capacity: count)
        x.initialize(repeating: 0, count: count)
        return x
    }

    /// First of `count` diagonal entries that is not finite.
    @specialized(where Scalar == Double)
    @specialized(where Scalar == Float)
    static func firstNonFinite(
        diagonal: UnsafePointer<Scalar>, count: Int, height: Int
    ) -> Int? {
        for k in 0..<count where !diagonal[k * (height + 1)].isFinite { return k }
        return nil
    }
}
