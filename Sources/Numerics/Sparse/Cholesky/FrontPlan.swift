/// A dense front of the factorisation: some columns, and the rows below them they update.
struct Front: Sendable {
    /// First column, a position in the elimination order; the columns are consecutive.
    var firstColumn: Int
    /// Number of columns (nodes).
    var width: Int
    /// The rows below, ascending, in ``FrontPlan/rows``.
    var rows: Range<Int>
    /// How many of these rows are columns of the same bin; the others belong to the top.
    var rowsInBin: Int
    /// The fronts whose updates this one absorbs, in ``FrontPlan/children``.
    var children: Range<Int>
    /// Where its rows lie in its parent, in ``FrontPlan/runs``.
    var runs: Range<Int>
    /// The matrix blocks it takes in, in ``FrontPlan/entries``.
    var entries: Range<Int>
    /// Offset of its columns in the factor (scalars).
    var panel: Int
    /// Offset of its update matrix in the workspace (scalars).
    var update: Int
}

/// Consecutive rows of a child front that are consecutive in its parent too (nodes).
struct RowRun: Sendable {
    var child: Int32
    var parent: Int32
    var length: Int32
}

/// Where one block of the matrix goes in the factor.
struct FrontEntry: Sendable {
    /// Offset of the block's first scalar in the factor.
    var target: Int
    /// Position of the block in the matrix.
    var block: Int32
    /// Whether the stored block is the transposed one.
    var isTransposed: Bool
}

/// Everything a numeric factorisation needs to know beforehand: fronts, index lists, memory layout.
///
/// The panel of a front is (width + rows) × width nodes, column-major, followed in memory by that of
/// the next front. Update matrices live on two stacks for each bin and for the top: a front at even
/// depth pushes to one while it pops its children, at odd depth, from the other; all offsets are
/// found here by playing the stacks through once.
struct FrontPlan: Sendable {
    /// All fronts in order of elimination: bin after bin, then the top.
    var fronts: [Front] = []
    var rows: [Int32] = []
    var children: [Int32] = []
    var runs: [RowRun] = []
    var entries: [FrontEntry] = []
    /// First front of each bin, then of the top; count = bins + 2.
    var binStart: [Int] = []
    /// First column of the top.
    var topColumn = 0
    /// Scalars of all panels, and of all stacks.
    var panelSize = 0
    var workspaceSize = 0
    /// Most rows below the columns of any front (nodes).
    var maxRows = 0
    /// Multiplications and additions of one factorisation.
    var flops = 0.0

    /// Number of bins.
    var binCount: Int { binStart.count - 2 }
    /// Fronts of a bin; of the top for `bin == binCount`.
    func fronts(ofBin bin: Int) -> Range<Int> { binStart[bin]..<binStart[bin + 1] }
}
