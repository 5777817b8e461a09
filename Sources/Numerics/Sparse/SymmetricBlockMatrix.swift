/// Symmetric matrix of small square blocks on a ``NodeBlockPattern``, double precision.
///
/// The lower triangle is stored; diagonal blocks are stored in full and must be symmetric.
public struct SymmetricBlockMatrix: Sendable {
    /// Which blocks are stored, and in what order.
    public let pattern: NodeBlockPattern
    /// `blockSize²` numbers for each block, row-major, in the order of ``NodeBlockPattern/column``.
    public var values: [Double]

    /// The zero matrix.
    public init(pattern: NodeBlockPattern) {
        self.pattern = pattern
        values = [Double](
            repeating: 0, count: pattern.blockCount * pattern.blockSize * pattern.blockSize)
    }

    /// Number of scalar rows and columns.
    public var order: Int { pattern.unknownCount }

    /// Sets all values to zero, keeping the storage.
    public mutating func setToZero() {
        values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    /// Value at scalar (row, column), zero outside the pattern. O(log row length).
    public func value(row: Int, column: Int) -> Double {
        let bs = pattern.blockSize
        let (low, high) = row < column ? (row, column) : (column, row)
        guard let p = pattern.position(row: high / bs, column: low / bs) else { return 0 }
        let (i, j) = row / bs < column / bs ? (column % bs, row % bs) : (row % bs, column % bs)
        return values[(p * bs + i) * bs + j]
    }

    /// Scalar diagonal.
    public func diagonal() -> [Double] {
        let bs = pattern.blockSize
        return (0..<order).map { values[diagonalIndex($0, bs)] }
    }

    /// Index in ``values`` of the scalar diagonal entry of an unknown.
    private func diagonalIndex(_ unknown: Int, _ bs: Int) -> Int {
        (pattern.diagonalPosition(unknown / bs) * bs + unknown % bs) * bs + unknown % bs
    }

    /// Fixes unknowns: clears their rows and columns and puts a positive number on the diagonal.
    ///
    /// The number is the largest diagonal entry, so that conditioning does not suffer. Put zero in
    /// the fixed rows of the right-hand side to keep those unknowns, as in Newton's method; for other
    /// values use ``fix(_:to:rightHandSide:)``.
    ///
    /// - `isFixed`: one flag for each scalar unknown.
    /// - Returns: the number on the diagonal.
    @discardableResult
    public mutating func fix(_ isFixed: [Bool]) -> Double {
        precondition(isFixed.count == order)
        let bs = pattern.blockSize
        let scale = diagonal().max() ?? 1
        let diagonalValue = scale > 0 ? scale : 1
        for row in 0..<pattern.nodeCount {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                let column = Int(pattern.column[p])
                for i in 0..<bs {
                    for j in 0..<bs where isFixed[row * bs + i] || isFixed[column * bs + j] {
                        values[(p * bs + i) * bs + j] =
                            row == column && i == j ? diagonalValue : 0
                    }
                }
            }
        }
        return diagonalValue
    }

    /// Fixes unknowns to values: ``fix(_:)``, with the right-hand side that goes with it.
    ///
    /// - `isFixed`, `values`: one of each for every unknown; values of free unknowns are ignored.
    public mutating func fix(
        _ isFixed: [Bool], to values: [Double], rightHandSide b: inout [Double]
    ) {
        precondition(isFixed.count == order && values.count == order && b.count == order)
        let prescribed = zip(isFixed, values).map { $0 ? $1 : 0 }
        let contribution = applied(to: prescribed)
        let diagonalValue = fix(isFixed)
        for k in 0..<order {
            b[k] = isFixed[k] ? diagonalValue * values[k] : b[k] - contribution[k]
        }
    }
}

extension SymmetricBlockMatrix: LinearOperator {
    /// y = A x. Serial; bound by reading the stored triangle once.
    public func apply(_ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>)
    {
        precondition(x.count == order && y.count == order)
        y.update(repeating: 0)
        guard let x = x.baseAddress, let y = y.baseAddress else { return }
        values.withUnsafeBufferPointer { values in
            guard let v = values.baseAddress else { return }
            if pattern.blockSize == 3 {
                multiplyBlocks3(v, x, y)
            } else {
                multiplyBlocks(v, x, y)
            }
        }
    }

    private func multiplyBlocks3(
        _ values: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
        _ y: UnsafeMutablePointer<Double>
    ) {
        pattern.column.withUnsafeBufferPointer { column in
            for row in 0..<pattern.nodeCount {
                let first = Int(pattern.rowStart[row])
                let diagonal = Int(pattern.rowStart[row + 1]) - 1
                let (r0, r1, r2) = (x[3 * row], x[3 * row + 1], x[3 * row + 2])
                let d = values + 9 * diagonal
                var y0 = d[0] * r0 + d[1] * r1 + d[2] * r2
                var y1 = d[3] * r0 + d[4] * r1 + d[5] * r2
                var y2 = d[6] * r0 + d[7] * r1 + d[8] * r2
                for p in first..<diagonal {
                    let a = values + 9 * p
                    let c = 3 * Int(column[p])
                    let (c0, c1, c2) = (x[c], x[c + 1], x[c + 2])
                    y0 += a[0] * c0 + a[1] * c1 + a[2] * c2
                    y1 += a[3] * c0 + a[4] * c1 + a[5] * c2
                    y2 += a[6] * c0 + a[7] * c1 + a[8] * c2
                    y[c] += a[0] * r0 + a[3] * r1 + a[6] * r2
                    y[c + 1] += a[1] * r0 + a[4] * r1 + a[7] * r2
                    y[c + 2] += a[2] * r0 + a[5] * r1 + a[8] * r2
                }
                y[3 * row] += y0
                y[3 * row + 1] += y1
                y[3 * row + 2] += y2
            }
        }
    }

    private func multiplyBlocks(
        _ values: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
        _ y: UnsafeMutablePointer<Double>
    ) {
        let bs = pattern.blockSize
        for row in 0..<pattern.nodeCount {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                let column = Int(pattern.column[p])
                let block = values + p * bs * bs
                for i in 0..<bs {
                    for j in 0..<bs {
                        let a = block[i * bs + j]
                        y[row * bs + i] += a * x[column * bs + j]
                        if column != row { y[column * bs + j] += a * x[row * bs + i] }
                    }
                }
            }
        }
    }
}
