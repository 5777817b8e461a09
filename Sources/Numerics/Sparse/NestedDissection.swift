import CMetis
import Synchronization

/// Fill-reducing elimination order of a mesh by nested dissection of its node graph.
///
/// Ordering the nodes, not the scalar unknowns, halves the analysis and keeps the three components of
/// a node together.
///
/// Source: Karypis, Kumar, *SIAM J. Sci. Comput.* 20 (1998) 359–392, doi:10.1137/S1064827595287997
/// (METIS 5, `METIS_NodeND`).
public enum NestedDissection {
    /// METIS draws from the C library's generator, which the process shares: one call at a time.
    private static let generatorLock = Mutex(())
    /// Any fixed value; the same graph then always has the same order.
    private static let seed: idx_t = 1

    /// Nodes in the order of their elimination: `order[k]` is eliminated as the k-th.
    ///
    /// - Throws: ``NumericsError/orderingFailed(code:)``.
    public static func order(_ pattern: NodeBlockPattern) throws(NumericsError) -> [Int32] {
        var (start, neighbour) = adjacency(pattern)
        var count = idx_t(pattern.nodeCount)
        guard !neighbour.isEmpty else { return (0..<count).map { $0 } }
        var order = [idx_t](repeating: 0, count: pattern.nodeCount)
        var rank = order
        var options = [idx_t](repeating: 0, count: Int(METIS_NOPTIONS))
        METIS_SetDefaultOptions(&options)
        options[Int(METIS_OPTION_SEED.rawValue)] = seed
        let code = generatorLock.withLock { _ in
            METIS_NodeND(&count, &start, &neighbour, nil, &options, &order, &rank)
        }
        guard code == METIS_OK.rawValue else { throw .orderingFailed(code: Int(code)) }
        return order
    }

    /// Neighbours of each node, itself left out, in compressed rows, ascending.
    static func adjacency(_ pattern: NodeBlockPattern) -> (start: [Int32], neighbour: [Int32]) {
        let n = pattern.nodeCount
        var start = [Int32](repeating: 0, count: n + 1)
        for row in 0..<n {
            let lower = Int(pattern.rowStart[row])..<pattern.diagonalPosition(row)
            start[row + 1] += Int32(lower.count)
            for p in lower { start[Int(pattern.column[p]) + 1] += 1 }
        }
        for row in 0..<n { start[row + 1] += start[row] }
        var next = start
        var neighbour = [Int32](repeating: 0, count: Int(start[n]))
        // Row i names its lower neighbours before any later row names i: both lists come out sorted.
        for row in 0..<n {
            for p in Int(pattern.rowStart[row])..<pattern.diagonalPosition(row) {
                let column = Int(pattern.column[p])
                neighbour[Int(next[row])] = Int32(column)
                next[row] += 1
                neighbour[Int(next[column])] = Int32(row)
                next[column] += 1
            }
        }
        return (start, neighbour)
    }
}
