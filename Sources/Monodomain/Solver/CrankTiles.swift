import Numerics

/// Runs of consecutive rows of a matrix and which of them share entries.
struct CrankTiles: Sendable {
    /// Rows of a tile.
    static let rows = TilePattern.rows
    /// Tiles a thread takes at a time.
    static let group = 128

    /// Number of tiles.
    let count: Int
    /// Every tile, ascending.
    let all: [Int32]
    private let start: [Int32]
    private let neighbour: [Int32]

    /// Cuts the rows of a matrix with a symmetric pattern.
    init(_ matrix: CSRMatrix) {
        let rows = matrix.rowStart.count - 1
        count = (rows + Self.rows - 1) / Self.rows
        all = (0..<count).map { Int32($0) }
        var start: [Int32] = [0]
        var neighbour: [Int32] = []
        var seen = [Int32](repeating: -1, count: count)
        for tile in 0..<count {
            let range = tile * Self.rows..<min(rows, (tile + 1) * Self.rows)
            let entries =
                Int(matrix.rowStart[range.lowerBound])..<Int(matrix.rowStart[range.upperBound])
            for k in entries {
                let other = Int(matrix.column[k]) / Self.rows
                guard other != tile, seen[other] != Int32(tile) else { continue }
                seen[other] = Int32(tile)
                neighbour.append(Int32(other))
            }
            start.append(Int32(neighbour.count))
        }
        (self.start, self.neighbour) = (start, neighbour)
    }

    /// Some tiles, others, and the neighbours of the others, ascending.
    func with(_ tiles: [Int32], and others: [Int32]) -> [Int32] {
        var member = [Bool](repeating: false, count: count)
        for tile in tiles { member[Int(tile)] = true }
        for tile in others {
            member[Int(tile)] = true
            for k in Int(start[Int(tile)])..<Int(start[Int(tile) + 1]) {
                member[Int(neighbour[k])] = true
            }
        }
        return all.filter { member[Int($0)] }
    }

    /// The neighbours of some tiles that are not among them, ascending.
    func around(_ tiles: [Int32]) -> [Int32] {
        var state = [UInt8](repeating: 0, count: count)
        for tile in tiles { state[Int(tile)] = 1 }
        for tile in tiles {
            for k in Int(start[Int(tile)])..<Int(start[Int(tile) + 1])
            where state[Int(neighbour[k])] == 0 {
                state[Int(neighbour[k])] = 2
            }
        }
        return all.filter { state[Int($0)] == 2 }
    }
}
