extension CSRMatrix: LinearOperator {
    /// Rows of one chunk of a parallel product: some ten microseconds of work.
    private static let rowsPerChunk = 8192

    public var order: Int { rows }

    /// y = A x, rows shared between the cores.
    public func apply(
        _ x: UnsafeBufferPointer<Double>, into y: UnsafeMutableBufferPointer<Double>
    ) {
        precondition(x.count >= rows && y.count == rows)
        nonisolated(unsafe) let (x, y) = (x, y)
        Parallel.forEachChunk(count: rows, grain: Self.rowsPerChunk) { _, range in
            value.withUnsafeBufferPointer { value in
                column.withUnsafeBufferPointer { column in
                    var next = Int(rowStart[range.lowerBound])
                    for row in range {
                        let end = Int(rowStart[row + 1])
                        var sum = 0.0
                        while next < end {
                            sum += value[next] * x[Int(column[next])]
                            next += 1
                        }
                        y[row] = sum
                    }
                }
            }
        }
    }

    /// Diagonal entries, zero where none is stored.
    public func diagonal() -> [Double] {
        (0..<rows).map { row in position(row, row).map { value[$0] } ?? 0 }
    }

    /// Fixes unknowns to values, keeping the matrix symmetric.
    ///
    /// Rows and columns of fixed unknowns are cleared except the diagonal, and the right-hand side
    /// takes what the columns contributed. Fixed unknowns need a positive diagonal entry.
    ///
    /// - `isFixed`, `values`: one of each for every unknown; values of free unknowns are ignored.
    public mutating func fix(
        _ isFixed: [Bool], to values: [Double], rightHandSide b: inout [Double]
    ) {
        precondition(isFixed.count == rows && values.count == rows && b.count == rows)
        for row in 0..<rows {
            for k in Int(rowStart[row])..<Int(rowStart[row + 1]) {
                let col = Int(column[k])
                if isFixed[row] {
                    if col == row { b[row] = value[k] * values[row] } else { value[k] = 0 }
                } else if isFixed[col] {
                    b[row] -= value[k] * values[col]
                    value[k] = 0
                }
            }
        }
    }
}
