/// Disjoint subtrees of a front tree in bins of like work, and the top of the tree above them.
///
/// Bins are independent of one another, so that each can go to its own thread; the top follows.
struct SubtreeBins {
    /// Fronts of each bin, children before parents.
    private(set) var bins: [[Int]]
    /// The remaining fronts, children before parents.
    private(set) var top: [Int]

    /// Largest accepted excess of a bin over the mean.
    private static let imbalance = 1.05
    /// Stop splitting when there are this many subtrees for each bin.
    private static let subtreesPerBin = 16

    /// - `parent`: parents follow their children; −1 at a root.
    /// - `cost`: work of each front.
    init(parent: [Int32], cost: [Double], binCount: Int) {
        var children = [[Int]](repeating: [], count: parent.count)
        var subtreeCost = cost
        for s in parent.indices where parent[s] >= 0 {
            children[Int(parent[s])].append(s)
            subtreeCost[Int(parent[s])] += subtreeCost[s]
        }
        var roots = parent.indices.filter { parent[$0] < 0 }
        var isTop = [Bool](repeating: false, count: parent.count)
        var assigned = Self.assign(roots, subtreeCost, binCount)
        while !Self.isBalanced(assigned, subtreeCost), roots.count < Self.subtreesPerBin * binCount,
            let heaviest = roots.max(by: { subtreeCost[$0] < subtreeCost[$1] }),
            !children[heaviest].isEmpty
        {
            roots.removeAll { $0 == heaviest }
            isTop[heaviest] = true
            roots += children[heaviest]
            assigned = Self.assign(roots, subtreeCost, binCount)
        }
        let post = EliminationTree.postorder(parent: parent).map(Int.init)
        var bin = [Int](repeating: -1, count: parent.count)
        for (b, members) in assigned.enumerated() { for root in members { bin[root] = b } }
        for s in post.reversed() where !isTop[s] && bin[s] < 0 { bin[s] = bin[Int(parent[s])] }
        bins = (0..<binCount).map { b in post.filter { bin[$0] == b } }
        top = post.filter { isTop[$0] }
    }

    /// Heaviest subtree first, each to the lightest bin.
    private static func assign(_ roots: [Int], _ cost: [Double], _ binCount: Int) -> [[Int]] {
        var bins = [[Int]](repeating: [], count: binCount)
        var load = [Double](repeating: 0, count: binCount)
        for root in roots.sorted(by: { (-cost[$0], $0) < (-cost[$1], $1) }) {
            let lightest = load.indices.reduce(0) { load[$1] < load[$0] ? $1 : $0 }
            bins[lightest].append(root)
            load[lightest] += cost[root]
        }
        return bins
    }

    private static func isBalanced(_ bins: [[Int]], _ cost: [Double]) -> Bool {
        let load = bins.map { $0.reduce(0.0) { $0 + cost[$1] } }
        let mean = load.reduce(0, +) / Double(bins.count)
        return load.allSatisfy { $0 <= imbalance * mean }
    }
}
