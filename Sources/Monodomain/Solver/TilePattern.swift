import Numerics

/// Where a square matrix has entries, in tiles of sixteen rows.
///
/// Rows next to each other mostly have their entries at the same distances from the diagonal: always where
/// nodes are numbered along the cells of a slab, often where a mesh was swept. A tile of such rows holds
/// sixteen values for each distance, zero where a row has no entry, and is multiplied without looking up
/// columns. Tiles in which that would take more than twice the values hold compressed rows.
///
/// Vectors need ``margin`` numbers before their first and behind their last whole tile.
final class TilePattern: @unchecked Sendable {
    /// Rows of a tile.
    static let rows = 16
    /// Values of stored zeros and entries over entries, at most [1].
    private static let padding = 2

    /// Tiles, and rows of all of them.
    let tiles: Int
    var paddedRows: Int { Self.rows * tiles }
    /// Numbers that vectors need before and behind.
    let margin: Int
    /// Values of a matrix with this pattern.
    let valueCount: Int
    /// Tiles that are held by diagonals.
    let regularTiles: Int
    /// First diagonal of each tile; distances of all diagonals.
    private let diagonalStart: UnsafeMutablePointer<Int32>
    private let distance: UnsafeMutablePointer<Int32>
    private let diagonals: Int
    /// Compressed rows of the other tiles.
    private let rowStart: UnsafeMutablePointer<Int32>
    private let column: UnsafeMutablePointer<Int32>

    /// Lays out a matrix; also returns the place of each of its entries among the values.
    static func layout(_ matrix: CSRMatrix) -> (pattern: TilePattern, places: [Int32]) {
        let rows = matrix.rows
        let tiles = (rows + Self.rows - 1) / Self.rows
        var start: [Int32] = [0]
        var distances: [Int32] = []
        var isRegular = [Bool](repeating: false, count: tiles)
        for tile in 0..<tiles {
            let (first, last) = (Self.rows * tile, min(rows, Self.rows * (tile + 1)))
            var found: [Int32] = []
            for row in first..<last {
                for k in Int(matrix.rowStart[row])..<Int(matrix.rowStart[row + 1]) {
                    found.append(matrix.column[k] - Int32(row))
                }
            }
            found.sort()
            let entries = found.count
            var distinct: [Int32] = []
            for value in found where value != distinct.last { distinct.append(value) }
            if Self.rows * distinct.count <= Self.padding * entries {
                distances += distinct
                isRegular[tile] = true
            }
            start.append(Int32(distances.count))
        }
        var rowStart: [Int32] = [0]
        var column: [Int32] = []
        var places = [Int32](repeating: 0, count: matrix.column.count)
        for row in 0..<Self.rows * tiles {
            if row < rows {
                let tile = row / Self.rows
                let own = distances[Int(start[tile])..<Int(start[tile + 1])]
                var next = own.startIndex
                for k in Int(matrix.rowStart[row])..<Int(matrix.rowStart[row + 1]) {
                    if isRegular[tile] {
                        // Columns ascend, as the distances do.
                        while own[next] != matrix.column[k] - Int32(row) { next += 1 }
                        places[k] = Int32(Self.rows * next + row % Self.rows)
                    } else {
                        places[k] = Int32(Self.rows * distances.count + column.count)
                        column.append(matrix.column[k])
                    }
                }
            }
            rowStart.append(Int32(column.count))
        }
        let farthest = distances.map { Int(abs($0)) }.max() ?? 0
        let pattern = TilePattern(
            tiles: tiles, margin: (farthest + 2 * Self.rows - 1) / Self.rows * Self.rows,
            regularTiles: isRegular.count { $0 }, diagonalStart: start, distance: distances,
            rowStart: rowStart, column: column)
        return (pattern, places)
    }

    private init(
        tiles: Int, margin: Int, regularTiles: Int, diagonalStart: [Int32], distance: [Int32],
        rowStart: [Int32], column: [Int32]
    ) {
        func copy(_ values: [Int32]) -> UnsafeMutablePointer<Int32> {
            let memory = UnsafeMutablePointer<Int32>.allocate(capacity: max(values.count, 1))
            memory.initialize(from: values, count: values.count)
            return memory
        }
        self.tiles = tiles
        self.margin = margin
        self.regularTiles = regularTiles
        self.diagonalStart = copy(diagonalStart)
        self.distance = copy(distance)
        self.rowStart = copy(rowStart)
        self.column = copy(column)
        diagonals = distance.count
        valueCount = Self.rows * distance.count + column.count
    }

    deinit {
        for memory in [diagonalStart, distance, rowStart, column] { memory.deallocate() }
    }

    /// A·x on the rows of a tile; `spill` is a vector that may be overwritten there.
    @inline(__always)
    func product<Real: TileReal>(
        _ tile: Int, _ matrix: UnsafePointer<Real>, _ x: UnsafePointer<Real>,
        spill: UnsafeMutablePointer<Real>
    ) -> Real.Tile {
        let first = Self.rows * tile
        var k = Int(diagonalStart[tile])
        let end = Int(diagonalStart[tile + 1])
        if k < end {
            let own = x + first
            // Two sums: one would wait for itself at every entry.
            var (even, odd) = (Real.Tile(filling: 0), Real.Tile(filling: 0))
            while k + 1 < end {
                let (a, b) = (matrix + Self.rows * k, matrix + Self.rows * (k + 1))
                even = even + Real.Tile.load(a) * Real.Tile.load(own + Int(distance[k]))
                odd = odd + Real.Tile.load(b) * Real.Tile.load(own + Int(distance[k + 1]))
                k += 2
            }
            if k < end {
                let a = matrix + Self.rows * k
                even = even + Real.Tile.load(a) * Real.Tile.load(own + Int(distance[k]))
            }
            return even + odd
        }
        let values = matrix + Self.rows * diagonals
        for row in first..<first + Self.rows {
            var k = Int(rowStart[row])
            let end = Int(rowStart[row + 1])
            var (even, odd): (Real, Real) = (0, 0)
            while k + 1 < end {
                even += values[k] * x[Int(column[k])]
                odd += values[k + 1] * x[Int(column[k + 1])]
                k += 2
            }
            if k < end { even += values[k] * x[Int(column[k])] }
            spill[row] = even + odd
        }
        return Real.Tile.load(spill + first)
    }

    /// D·v + A·x on the rows of a tile, for a D whose rows sum to zero: from differences of v, so that a
    /// uniform v gives nothing, whatever its last digit.
    @inline(__always)
    func residual<Real: TileReal>(
        _ tile: Int, differences: UnsafePointer<Real>, _ v: UnsafePointer<Real>,
        matrix: UnsafePointer<Real>, _ x: UnsafePointer<Real>, spill: UnsafeMutablePointer<Real>
    ) -> Real.Tile {
        let first = Self.rows * tile
        let end = Int(diagonalStart[tile + 1])
        var k = Int(diagonalStart[tile])
        if k < end {
            let level = Real.Tile.load(v + first)
            var (flux, sum) = (Real.Tile(filling: 0), Real.Tile(filling: 0))
            while k < end {
                let place = first + Int(distance[k])
                let difference = Real.Tile.load(v + place) - level
                flux = flux + Real.Tile.load(differences + Self.rows * k) * difference
                sum = sum + Real.Tile.load(matrix + Self.rows * k) * Real.Tile.load(x + place)
                k += 1
            }
            return flux + sum
        }
        let (d, a) = (differences + Self.rows * diagonals, matrix + Self.rows * diagonals)
        for row in first..<first + Self.rows {
            var (flux, sum): (Real, Real) = (0, 0)
            let level = v[row]
            for k in Int(rowStart[row])..<Int(rowStart[row + 1]) {
                let j = Int(column[k])
                flux += d[k] * (v[j] - level)
                sum += a[k] * x[j]
            }
            spill[row] = flux + sum
        }
        return Real.Tile.load(spill + first)
    }
}
