/// Turns supernodes into a ``FrontPlan``.
struct FrontPlanBuilder {
    private let pattern: NodeBlockPattern
    /// Scalars are aligned to cache lines of this many doubles.
    private static let alignment = 8

    private(set) var plan = FrontPlan()
    /// Nodes in their final order of elimination.
    private(set) var order: [Int32] = []
    private var rank: [Int32] = []
    /// Parent of each front, −1 at a root.
    private var parent: [Int] = []

    init(
        pattern: NodeBlockPattern, start: [Int32], neighbour: [Int32], tree: EliminationTree,
        binCount: Int
    ) {
        self.pattern = pattern
        let supernodes = SupernodeTree(tree)
        number(supernodes, tree, binCount)
        findRows(start, neighbour)
        findRuns()
        findEntries()
        layOutUpdates()
    }

    /// Work of one front: Cholesky of the columns, triangular solve of the rows, their update.
    private func flops(width: Int, rows: Int) -> Double {
        let k = Double(width * pattern.blockSize)
        let r = Double(rows * pattern.blockSize)
        return k * k * k / 3 + k * k * r + k * r * r
    }

    /// Orders fronts and columns: bin after bin, then the top.
    private mutating func number(
        _ supernodes: SupernodeTree, _ tree: EliminationTree, _ binCount: Int
    ) {
        let cost = supernodes.columns.indices.map {
            flops(width: supernodes.columns[$0].count, rows: supernodes.rowsBelow[$0])
        }
        plan.flops = cost.reduce(0, +)
        let bins = SubtreeBins(parent: supernodes.parent, cost: cost, binCount: binCount)
        var frontOf = [Int](repeating: -1, count: supernodes.columns.count)
        for group in bins.bins + [bins.top] {
            plan.binStart.append(plan.fronts.count)
            if plan.binStart.count == binCount + 1 { plan.topColumn = order.count }
            for s in group {
                frontOf[s] = plan.fronts.count
                plan.fronts.append(
                    Front(
                        firstColumn: order.count, width: supernodes.columns[s].count, rows: 0..<0,
                        rowsInBin: 0, children: 0..<0, runs: 0..<0, entries: 0..<0, panel: 0,
                        update: 0))
                order += supernodes.columns[s].map { tree.order[Int($0)] }
            }
        }
        plan.binStart.append(plan.fronts.count)
        parent = [Int](repeating: -1, count: plan.fronts.count)
        for (s, f) in frontOf.enumerated() where supernodes.parent[s] >= 0 {
            parent[f] = frontOf[Int(supernodes.parent[s])]
        }
        rank = [Int32](repeating: 0, count: order.count)
        for (k, node) in order.enumerated() { rank[Int(node)] = Int32(k) }
        findChildren()
    }

    private mutating func findChildren() {
        var lists = [[Int32]](repeating: [], count: plan.fronts.count)
        for (f, p) in parent.enumerated() where p >= 0 { lists[p].append(Int32(f)) }
        for f in plan.fronts.indices {
            plan.fronts[f].children = plan.children.count..<plan.children.count + lists[f].count
            plan.children += lists[f]
        }
    }

    /// Row structure: that of the matrix columns and of the children, without the own columns.
    private mutating func findRows(_ start: [Int32], _ neighbour: [Int32]) {
        var seenBy = [Int32](repeating: -1, count: order.count)
        var panel = 0
        for f in plan.fronts.indices {
            let front = plan.fronts[f]
            let end = Int32(front.firstColumn + front.width)
            var found: [Int32] = []
            func visit(_ row: Int32) {
                guard row >= end, seenBy[Int(row)] != f else { return }
                seenBy[Int(row)] = Int32(f)
                found.append(row)
            }
            for column in front.firstColumn..<Int(end) {
                let node = Int(order[column])
                for p in Int(start[node])..<Int(start[node + 1]) { visit(rank[Int(neighbour[p])]) }
            }
            for c in front.children {
                for r in plan.fronts[Int(plan.children[c])].rows { visit(plan.rows[r]) }
            }
            found.sort()
            plan.fronts[f].rows = plan.rows.count..<plan.rows.count + found.count
            plan.fronts[f].rowsInBin = found.count { $0 < plan.topColumn }
            plan.fronts[f].panel = panel
            plan.rows += found
            plan.maxRows = max(plan.maxRows, found.count)
            panel += aligned(
                (front.width + found.count) * front.width * pattern.blockSize * pattern.blockSize)
        }
        plan.panelSize = panel
    }

    private func aligned(_ count: Int) -> Int {
        (count + Self.alignment - 1) / Self.alignment * Self.alignment
    }

    /// Where the rows of each front lie in its parent, consecutive ones together.
    private mutating func findRuns() {
        for f in plan.fronts.indices where parent[f] >= 0 {
            let first = plan.runs.count
            let above = plan.fronts[parent[f]]
            var next = above.rows.lowerBound
            for (k, r) in plan.fronts[f].rows.enumerated() {
                let row = plan.rows[r]
                var local = Int(row) - above.firstColumn
                if local >= above.width {
                    while plan.rows[next] < row { next += 1 }
                    local = above.width + next - above.rows.lowerBound
                }
                // The columns of the parent and its rows are two areas of memory: no run spans both.
                if let last = plan.runs.last, plan.runs.count > first,
                    Int(last.parent + last.length) == local, local != above.width
                {
                    plan.runs[plan.runs.count - 1].length += 1
                } else {
                    plan.runs.append(RowRun(child: Int32(k), parent: Int32(local), length: 1))
                }
            }
            plan.fronts[f].runs = first..<plan.runs.count
        }
    }

    /// The destination of each block of the matrix, front by front.
    private mutating func findEntries() {
        let byColumn = blocksByColumn()
        var localRow = [Int](repeating: 0, count: order.count)
        let bs = pattern.blockSize
        plan.entries.reserveCapacity(pattern.blockCount)
        for f in plan.fronts.indices {
            let front = plan.fronts[f]
            let columns = front.firstColumn..<front.firstColumn + front.width
            for column in columns { localRow[column] = column - front.firstColumn }
            for (k, r) in front.rows.enumerated() { localRow[Int(plan.rows[r])] = front.width + k }
            let height = (front.width + front.rows.count) * bs
            let first = plan.entries.count
            for column in columns {
                for k in Int(byColumn.start[column])..<Int(byColumn.start[column + 1]) {
                    let (row, block, isTransposed) = byColumn.blocks[k]
                    let local = (column - front.firstColumn) * height + localRow[Int(row)]
                    plan.entries.append(
                        FrontEntry(
                            target: front.panel + local * bs, block: block,
                            isTransposed: isTransposed))
                }
            }
            plan.fronts[f].entries = first..<plan.entries.count
        }
    }

    /// Blocks of the matrix by the earlier eliminated of their two nodes.
    private func blocksByColumn() -> (
        start: [Int32], blocks: [(row: Int32, block: Int32, isTransposed: Bool)]
    ) {
        var start = [Int32](repeating: 0, count: order.count + 1)
        forEachBlock { i, j, _ in start[Int(min(i, j)) + 1] += 1 }
        for k in 0..<order.count { start[k + 1] += start[k] }
        var next = start
        var blocks = [(row: Int32, block: Int32, isTransposed: Bool)](
            repeating: (0, 0, false), count: pattern.blockCount)
        forEachBlock { i, j, block in
            let column = Int(min(i, j))
            blocks[Int(next[column])] = (max(i, j), Int32(block), i < j)
            next[column] += 1
        }
        return (start, blocks)
    }

    private func forEachBlock(_ body: (_ row: Int32, _ column: Int32, _ block: Int) -> Void) {
        for row in 0..<pattern.nodeCount {
            for p in Int(pattern.rowStart[row])..<Int(pattern.rowStart[row + 1]) {
                body(rank[row], rank[Int(pattern.column[p])], p)
            }
        }
    }

    /// Plays the stacks of each bin and of the top through, to give every update matrix its place.
    private mutating func layOutUpdates() {
        var isOdd = [Bool](repeating: false, count: plan.fronts.count)
        for f in plan.fronts.indices.reversed() where parent[f] >= 0 {
            isOdd[f] = !isOdd[parent[f]]
        }
        var base = 0
        for bin in 0...plan.binCount {
            var height = [0, 0]
            var peak = [0, 0]
            let members = plan.fronts(ofBin: bin)
            for f in members {
                let stack = isOdd[f] ? 1 : 0
                let side = plan.fronts[f].rows.count * pattern.blockSize
                plan.fronts[f].update = height[stack]
                height[stack] += aligned(side * side)
                peak[stack] = max(peak[stack], height[stack])
                // The children of f lie on top of the other stack, the first of them lowest.
                let own = plan.fronts[f].children.first { members.contains(Int(plan.children[$0])) }
                if let own { height[1 - stack] = plan.fronts[Int(plan.children[own])].update }
            }
            for f in members { plan.fronts[f].update += base + (isOdd[f] ? peak[0] : 0) }
            base += peak[0] + peak[1]
        }
        plan.workspaceSize = base
    }
}
