/// Elimination tree of a symmetric pattern in a given order, postordered, with column counts.
///
/// Column j of the factor has its first entry below the diagonal in row `parent[j]`. The order is
/// replaced by an equivalent one (same fill) in which every subtree is a run of consecutive columns.
///
/// Source: Liu, *SIAM J. Matrix Anal. Appl.* 11 (1990) 134–172, doi:10.1137/0611010.
struct EliminationTree {
    /// Nodes in order of elimination, after postordering.
    private(set) var order: [Int32]
    /// Position of each node in ``order``.
    private(set) var rank: [Int32]
    /// Parent of each column (a later column), −1 at a root.
    private(set) var parent: [Int32]
    /// Entries of each column of the factor, diagonal included.
    private(set) var columnCount: [Int32] = []

    /// - `start`, `neighbour`: compressed rows of the node graph, both directions, no self-coupling.
    /// - `order`: a permutation of the nodes.
    init(start: [Int32], neighbour: [Int32], order given: [Int32]) {
        let n = given.count
        var givenRank = [Int32](repeating: 0, count: n)
        for (k, node) in given.enumerated() { givenRank[Int(node)] = Int32(k) }
        let givenParent = Self.parents(start, neighbour, given, givenRank)
        let post = Self.postorder(parent: givenParent)
        var newLabel = [Int32](repeating: 0, count: n)
        for (k, old) in post.enumerated() { newLabel[Int(old)] = Int32(k) }
        order = post.map { given[Int($0)] }
        rank = givenRank.map { newLabel[Int($0)] }
        parent = post.map { old in
            let p = givenParent[Int(old)]
            return p < 0 ? -1 : newLabel[Int(p)]
        }
        columnCount = counts(start, neighbour)
    }

    /// Liu's algorithm with path compression.
    private static func parents(
        _ start: [Int32], _ neighbour: [Int32], _ order: [Int32], _ rank: [Int32]
    ) -> [Int32] {
        var parent = [Int32](repeating: -1, count: order.count)
        var ancestor = parent
        for k in 0..<Int32(order.count) {
            let node = Int(order[Int(k)])
            for p in Int(start[node])..<Int(start[node + 1]) {
                var j = rank[Int(neighbour[p])]
                guard j < k else { continue }
                while ancestor[Int(j)] != -1 && ancestor[Int(j)] != k {
                    let next = ancestor[Int(j)]
                    ancestor[Int(j)] = k
                    j = next
                }
                if ancestor[Int(j)] == -1 {
                    ancestor[Int(j)] = k
                    parent[Int(j)] = k
                }
            }
        }
        return parent
    }

    /// Depth-first order of a forest, children before parents, siblings ascending.
    static func postorder(parent: [Int32]) -> [Int32] {
        var firstChild = [Int32](repeating: -1, count: parent.count)
        var nextSibling = firstChild
        var firstRoot: Int32 = -1
        for node in (0..<parent.count).reversed() {
            let p = Int(parent[node])
            if p < 0 {
                nextSibling[node] = firstRoot
                firstRoot = Int32(node)
            } else {
                nextSibling[node] = firstChild[p]
                firstChild[p] = Int32(node)
            }
        }
        var post: [Int32] = []
        post.reserveCapacity(parent.count)
        var stack: [Int32] = []
        var root = firstRoot
        while root >= 0 {
            stack.append(root)
            while let top = stack.last {
                let child = firstChild[Int(top)]
                if child >= 0 {
                    firstChild[Int(top)] = nextSibling[Int(child)]
                    stack.append(child)
                } else {
                    post.append(top)
                    stack.removeLast()
                }
            }
            root = nextSibling[Int(root)]
        }
        return post
    }

    /// Walks the subtree of each row of the factor; cost proportional to the factor's entries.
    private func counts(_ start: [Int32], _ neighbour: [Int32]) -> [Int32] {
        var count = [Int32](repeating: 1, count: order.count)
        var visitedBy = [Int32](repeating: -1, count: order.count)
        for row in 0..<Int32(order.count) {
            visitedBy[Int(row)] = row
            let node = Int(order[Int(row)])
            for p in Int(start[node])..<Int(start[node + 1]) {
                var j = Int(rank[Int(neighbour[p])])
                guard j < row else { continue }
                while visitedBy[j] != row {
                    visitedBy[j] = row
                    count[j] += 1
                    j = Int(parent[j])
                }
            }
        }
        return count
    }
}
