/// The dense arithmetic of one front of an indefinite matrix: [A11; A21] ← [L11; L21] with D and
/// update ← −L21 D L21ᵀ.
///
/// As ``DenseFront``, with the same bits on any number of threads. Later tiles exchange rows of earlier
/// columns, so that one list of interchanges belongs to one triangle L11.
struct IndefiniteFront<Scalar: FactorScalar>: @unchecked Sendable {
    /// `height` × `columns`, column-major: A11 above A21.
    let panel: UnsafeMutablePointer<Scalar>
    /// `rows` × `rows`; the diagonal tiles are written in full.
    let update: UnsafeMutablePointer<Scalar>
    let columns: Int
    let rows: Int
    /// Row, counted from the first of the front, exchanged with each row.
    let swaps: UnsafeMutablePointer<Int32>
    /// Entries of D below the diagonal.
    let coupling: UnsafeMutablePointer<Scalar>
    /// L D of one tile's columns: `height` × ``tileColumns``.
    let scratch: UnsafeMutablePointer<Scalar>
    /// Least magnitude of a pivot.
    let floor: Scalar

    var height: Int { columns + rows }

    /// Columns factored at once, and columns of an update tile.
    static var tileColumns: Int { 128 }
    /// Rows of a tile of the triangular solve.
    private static var tileRows: Int { 256 }
    /// Tiles are not worth waking another core below this many operations.
    private static var parallelFlops: Int { 2_000_000 }

    /// - Returns: the first column whose pivot is not finite, nil when all are.
    func factor(parallel: Bool, _ inertia: inout FactorInertia) -> Int? {
        let parallel = parallel && columns * height * height > Self.parallelFlops
        for first in stride(from: 0, to: columns, by: Self.tileColumns) {
            let count = min(Self.tileColumns, columns - first)
            let diagonal = panel + first * (height + 1)
            let tile = PivotTile(
                a: diagonal, count: count, height: height, before: first, swaps: swaps + first,
                coupling: coupling + first, floor: floor)
            inertia.add(tile.factor())
            let bad = FrontKernels.firstNonFinite(
                diagonal: diagonal, count: count, height: height)
            if let bad { return first + bad }
            solveBelow(first, count, parallel)
            updateColumns(first, count, parallel)
            formUpdate(first, count, parallel)
            for k in first..<first + count { swaps[k] += Int32(first) }
        }
        return nil
    }

    /// The rows below a factored diagonal tile: L D to the scratch memory, L to the panel.
    private func solveBelow(_ first: Int, _ count: Int, _ parallel: Bool) {
        let below = first + count
        let tiles = (height - below + Self.tileRows - 1) / Self.tileRows
        Team.forEach(tiles, parallel: parallel) { tile in
            let row = below + tile * Self.tileRows
            let tall = min(Self.tileRows, height - row)
            let target = panel + first * height + row
            FrontKernels.exchangeColumns(target, swaps + first, rows: tall, count, height)
            Scalar.solveRight(
                isUnit: true, tall, count, panel + first * (height + 1), height, target, height)
            FrontKernels.divide(
                target, by: panel + first * (height + 1), coupling + first, rows: tall,
                count: count, height: height, keeping: scratch + row)
        }
    }

    /// The columns to the right of a factored tile that belong to this front.
    private func updateColumns(_ first: Int, _ count: Int, _ parallel: Bool) {
        let next = first + count
        let tiles = (columns - next + Self.tileColumns - 1) / Self.tileColumns
        Team.forEach(tiles, parallel: parallel) { tile in
            let column = next + tile * Self.tileColumns
            Scalar.subtractProduct(
                height - column, min(Self.tileColumns, columns - column), count,
                panel + first * height + column, height, scratch + column, height, 1,
                panel + column * (height + 1), height)
        }
    }

    /// What a factored tile takes from the update matrix, by tiles of columns.
    private func formUpdate(_ first: Int, _ count: Int, _ parallel: Bool) {
        let tiles = (rows + Self.tileColumns - 1) / Self.tileColumns
        Team.forEach(tiles, parallel: parallel) { tile in
            let column = tile * Self.tileColumns
            Scalar.subtractProduct(
                rows - column, min(Self.tileColumns, rows - column), count,
                panel + first * height + columns + column, height, scratch + columns + column,
                height, first == 0 ? 0 : 1, update + column * (rows + 1), rows)
        }
    }
}
