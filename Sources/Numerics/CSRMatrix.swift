/// Sparse matrix in compressed rows, zero-based, columns ascending in each row.
public struct CSRMatrix: Sendable {
    /// Start of each row in ``column`` and ``value``; count = rows + 1.
    public var rowStart: [Int32]
    /// Column of each stored entry.
    public var column: [Int32]
    /// Value of each stored entry.
    public var value: [Double]

    /// Number of rows.
    public var rows: Int { rowStart.count - 1 }

    /// Makes a matrix from its arrays.
    public init(rowStart: [Int32], column: [Int32], value: [Double]) {
        precondition(column.count == value.count && Int(rowStart.last ?? 0) == column.count)
        self.rowStart = rowStart
        self.column = column
        self.value = value
    }

    /// A zero matrix with the pattern that couples the vertices of each cell.
    ///
    /// - `cells`: vertex numbers, `perCell` for each cell, flat.
    public init(pattern cells: [Int32], perCell: Int, rows: Int) {
        var neighbours = [[Int32]](repeating: [], count: rows)
        for start in stride(from: 0, to: cells.count, by: perCell) {
            for a in start..<start + perCell {
                for b in start..<start + perCell {
                    neighbours[Int(cells[a])].append(cells[b])
                }
            }
        }
        var rowStart: [Int32] = [0]
        var column: [Int32] = []
        for row in 0..<rows {
            neighbours[row].sort()
            var last: Int32 = -1
            for c in neighbours[row] where c != last {
                column.append(c)
                last = c
            }
            rowStart.append(Int32(column.count))
        }
        self.init(
            rowStart: rowStart, column: column, value: [Double](repeating: 0, count: column.count))
    }

    /// Position of entry (row, column) in ``value``, or nil outside the pattern. O(log row length).
    public func position(_ row: Int, _ col: Int) -> Int? {
        var low = Int(rowStart[row])
        var high = Int(rowStart[row + 1])
        while low < high {
            let middle = (low + high) / 2
            if Int(column[middle]) < col { low = middle + 1 } else { high = middle }
        }
        return low < Int(rowStart[row + 1]) && Int(column[low]) == col ? low : nil
    }

    /// y = A x.
    public func multiply(_ x: [Double], into y: inout [Double]) {
        precondition(x.count >= rows && y.count == rows)
        for row in 0..<rows {
            var sum = 0.0
            for k in Int(rowStart[row])..<Int(rowStart[row + 1]) {
                sum += value[k] * x[Int(column[k])]
            }
            y[row] = sum
        }
    }
}
