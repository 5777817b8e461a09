/// Sparse Gaussian elimination without pivoting by size, planned once for a pattern.
///
/// The pattern is made symmetric; pivots are taken by least degree, the first among equals, and the
/// entries that fill in are part of it. Stages' matrices are dominated by their columns' diagonals.
/// Entries are numbered row by row; the plan is one list of whole numbers, walked from front to back
/// by the elimination and by pivots from back to front by the substitution:
///
/// ```
/// per pivot: index, entry of the diagonal, n, n other indices, n entries below, n entries to the
/// right, n·n entries to be updated (row by row)
/// ```
struct EliminationPlan: Sendable {
    /// Size of the matrix.
    let count: Int
    /// Number of entries.
    let entryCount: Int
    /// The list.
    let program: [Int32]
    /// Where each pivot starts in the list.
    let starts: [Int32]
    private let entries: [Int: Int]

    /// Plans for a matrix with nonzeros at these pairs beside its diagonal.
    init(count: Int, pairs: [(row: Int, column: Int)]) {
        var neighbours = [Set<Int>](repeating: [], count: count)
        for (row, column) in pairs where row != column {
            neighbours[row].insert(column)
            neighbours[column].insert(row)
        }
        var pivots: [(index: Int, others: [Int])] = []
        var filled = neighbours
        var left = Array(0..<count)
        while let next = left.min(by: {
            (neighbours[$0].count, $0) < (neighbours[$1].count, $1)
        }) {
            left.removeAll { $0 == next }
            let others = neighbours[next].sorted()
            pivots.append((next, others))
            for a in others {
                neighbours[a].remove(next)
                neighbours[a].formUnion(others.filter { $0 != a })
                filled[a].formUnion(others.filter { $0 != a })
            }
        }
        var entries: [Int: Int] = [:]
        for row in 0..<count {
            for column in filled[row].union([row]).sorted() {
                entries[row * count + column] = entries.count
            }
        }
        var program: [Int32] = []
        var starts: [Int32] = []
        for (k, others) in pivots {
            func entry(_ row: Int, _ column: Int) -> Int32 {
                Int32(entries[row * count + column] ?? 0)
            }
            starts.append(Int32(program.count))
            program += [Int32(k), entry(k, k), Int32(others.count)]
            program += others.map { Int32($0) }
            program += others.map { entry($0, k) }
            program += others.map { entry(k, $0) }
            program += others.flatMap { row in others.map { entry(row, $0) } }
        }
        self.count = count
        self.entries = entries
        self.program = program
        self.starts = starts
        entryCount = entries.count
    }

    /// Number of the entry at a place of the pattern.
    func entry(_ row: Int, _ column: Int) -> Int {
        guard let entry = entries[row * count + column] else {
            preconditionFailure("(\(row), \(column)) is not in the pattern")
        }
        return entry
    }
}
