/// The dense arithmetic of one front: [A11; A21] ← [L11; L21] and update ← −L21 L21ᵀ.
///
/// Large fronts are cut into tiles of fixed size, whether or not several cores share them, so that
/// the results have the same bits in both cases.
struct DenseFront<Scalar: FactorScalar>: @unchecked Sendable {
    /// `height` × `columns`, column-major: A11 above A21.
    let panel: UnsafeMutablePointer<Scalar>
    /// `rows` × `rows`, only the lower triangle is written.
    let update: UnsafeMutablePointer<Scalar>
    let columns: Int
    let rows: Int

    var height: Int { columns + rows }

    /// Columns factored at once, and columns of an update tile.
    private static var tileColumns: Int { 128 }
    /// Rows of a tile of the triangular solve.
    private static var tileRows: Int { 256 }
    /// Tiles are not worth waking another core below this many operations.
    private static var parallelFlops: Int { 2_000_000 }

    /// - Returns: the first column whose pivot is not positive and finite, nil when all are.
    func factor(parallel: Bool) -> Int? {
        let parallel = parallel && columns * height * height > Self.parallelFlops
        for first in stride(from: 0, to: columns, by: Self.tileColumns) {
            let count = min(Self.tileColumns, columns - first)
            let diagonal = panel + first * (height + 1)
            let info = Scalar.cholesky(count, diagonal, height)
            if info > 0 { return first + info - 1 }
            let bad = FrontKernels.firstNonFinite(
                diagonal: diagonal, count: count, height: height)
            if let bad { return first + bad }
            solveBelow(first, count, parallel)
            updateColumns(first, count, parallel)
        }
        formUpdate(parallel)
        return nil
    }

    /// The rows below a factored diagonal tile.
    private func solveBelow(_ first: Int, _ count: Int, _ parallel: Bool) {
        let below = first + count
        let tiles = (height - below + Self.tileRows - 1) / Self.tileRows
        Team.forEach(tiles, parallel: parallel) { tile in
            let row = below + tile * Self.tileRows
            Scalar.solveRight(
                isUnit: false, min(Self.tileRows, height - row), count,
                panel + first * (height + 1), height,
                panel + first * height + row, height)
        }
    }

    /// The columns to the right of a factored tile that belong to this front.
    private func updateColumns(_ first: Int, _ count: Int, _ parallel: Bool) {
        let next = first + count
        let tiles = (columns - next + Self.tileColumns - 1) / Self.tileColumns
        Team.forEach(tiles, parallel: parallel) { tile in
            let column = next + tile * Self.tileColumns
            let source = panel + first * height + column
            Scalar.subtractProduct(
                height - column, min(Self.tileColumns, columns - column), count, source, height,
                source, height, 1, panel + column * (height + 1), height)
        }
    }

    /// −L21 L21ᵀ, by tiles of columns.
    private func formUpdate(_ parallel: Bool) {
        let tiles = (rows + Self.tileColumns - 1) / Self.tileColumns
        Team.forEach(tiles, parallel: parallel) { tile in
            let first = tile * Self.tileColumns
            let count = min(Self.tileColumns, rows - first)
            let source = panel + columns + first
            Scalar.subtractSquare(
                count, columns, source, height, 0, update + first * (rows + 1), rows)
            let below = rows - first - count
            if below > 0 {
                Scalar.subtractProduct(
                    below, count, columns, source + count, height, source, height, 0,
                    update + first * (rows + 1) + count, rows)
            }
        }
    }
}
