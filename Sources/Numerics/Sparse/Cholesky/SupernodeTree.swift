/// Columns of the factor grouped into supernodes with one dense row structure each.
///
/// Starts from runs of columns with nested structure, then merges children into parents while the
/// explicit zeros this brings are worth the larger dense blocks.
struct SupernodeTree {
    /// Columns (elimination-tree labels, ascending) of each supernode.
    private(set) var columns: [[Int32]]
    /// Rows below the columns of each supernode.
    private(set) var rowsBelow: [Int]
    /// Parent of each supernode, −1 at a root; parents follow their children.
    private(set) var parent: [Int32]

    /// When to merge a child, by the width of the merged supernode in nodes: up to `width` columns
    /// when at most `zeros` of the merged trapezoid are explicit zeros.
    ///
    /// The thresholds are ours, tuned on quadratic elasticity of ventricles (widths are in nodes of
    /// three unknowns); the form of the rule is that of Ashcraft, Grimes, *ACM Trans. Math. Softw.*
    /// 15 (1989) 291–309, doi:10.1145/76909.76910.
    static let mergeRule: [(width: Int, zeros: Double)] = [
        (2, 1), (8, 0.40), (20, 0.15), (.max, 0.05),
    ]

    init(_ tree: EliminationTree) {
        (columns, rowsBelow, parent) = Self.nestedRuns(tree)
        amalgamate()
    }

    /// Maximal runs of columns, each the parent of the one before with one entry fewer.
    private static func nestedRuns(
        _ tree: EliminationTree
    ) -> (columns: [[Int32]], rowsBelow: [Int], parent: [Int32]) {
        var columns: [[Int32]] = []
        var supernodeOf = [Int32](repeating: 0, count: tree.parent.count)
        for j in tree.parent.indices {
            let continues =
                j > 0 && Int(tree.parent[j - 1]) == j
                && tree.columnCount[j - 1] == tree.columnCount[j] + 1
            if !continues { columns.append([]) }
            columns[columns.count - 1].append(Int32(j))
            supernodeOf[j] = Int32(columns.count - 1)
        }
        let last = columns.map { Int($0[$0.count - 1]) }
        return (
            columns, last.map { Int(tree.columnCount[$0]) - 1 },
            last.map { tree.parent[$0] < 0 ? -1 : supernodeOf[Int(tree.parent[$0])] }
        )
    }

    /// Entries of a trapezoid of `width` columns over `below` further rows.
    private static func entries(_ width: Int, _ below: Int) -> Int {
        width * (width + 1) / 2 + width * below
    }

    private mutating func amalgamate() {
        var children = [[Int]](repeating: [], count: columns.count)
        for s in parent.indices where parent[s] >= 0 { children[Int(parent[s])].append(s) }
        var trueEntries = columns.indices.map { Self.entries(columns[$0].count, rowsBelow[$0]) }
        var isMerged = [Bool](repeating: false, count: columns.count)
        for p in columns.indices {
            // Children that bring the fewest zeros first: they are those with the largest structure.
            let candidates = children[p].sorted {
                (-columns[$0].count - rowsBelow[$0], $0) < (-columns[$1].count - rowsBelow[$1], $1)
            }
            children[p] = []
            for c in candidates {
                let width = columns[p].count + columns[c].count
                let total = Self.entries(width, rowsBelow[p])
                let present = trueEntries[p] + trueEntries[c]
                let before =
                    Self.entries(columns[p].count, rowsBelow[p])
                    + Self.entries(columns[c].count, rowsBelow[c])
                let share = Double(total - present) / Double(total)
                let allowed = Self.mergeRule.first { width <= $0.width }?.zeros ?? 0
                guard total == before || share < allowed else {
                    children[p].append(c)
                    continue
                }
                isMerged[c] = true
                trueEntries[p] = present
                columns[p] = columns[c] + columns[p]
                children[p] += children[c]
                for grandchild in children[c] { parent[grandchild] = Int32(p) }
            }
        }
        removeMerged(isMerged)
    }

    private mutating func removeMerged(_ isMerged: [Bool]) {
        let kept = columns.indices.filter { !isMerged[$0] }
        var newIndex = [Int32](repeating: -1, count: columns.count)
        for (k, s) in kept.enumerated() { newIndex[s] = Int32(k) }
        parent = kept.map { parent[$0] < 0 ? -1 : newIndex[Int(parent[$0])] }
        rowsBelow = kept.map { rowsBelow[$0] }
        columns = kept.map { columns[$0].sorted() }
    }
}
