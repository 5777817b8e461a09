public import Numerics

/// A symmetric positive definite system with prescribed values at some nodes.
///
/// The prescribed nodes are eliminated symmetrically:
///
/// ```
/// A_ff·x_f = b_f − A_fp·x_p
/// ```
///
/// One system serves any number of prescribed values and loads, also concurrently.
public struct DirichletSystem: Sendable {
    /// The prescribed nodes, ascending, each once.
    public let prescribedNodes: [Int32]

    private let nodeCount: Int
    private let freeNodes: [Int32]
    private let coupling: CSRMatrix
    private let solver: ConjugateGradientSSOR

    /// Eliminates `prescribedNodes` from `matrix`. O(nonzeros).
    ///
    /// - Throws: ``FiniteElementsError/noPrescribedNodes`` when there are none, and
    ///   ``FiniteElementsError/diagonalNotPositive(row:value:)``.
    public init(_ matrix: CSRMatrix, prescribedNodes: [Int32]) throws(FiniteElementsError) {
        guard !prescribedNodes.isEmpty else { throw .noPrescribedNodes }
        let nodes = matrix.rows
        var isPrescribed = [Bool](repeating: false, count: nodes)
        for node in prescribedNodes {
            precondition(node >= 0 && node < nodes, "prescribed node \(node) of \(nodes)")
            isPrescribed[Int(node)] = true
        }
        var number = [Int32](repeating: 0, count: nodes)
        var free: [Int32] = []
        var prescribed: [Int32] = []
        for node in 0..<nodes {
            if isPrescribed[node] {
                number[node] = Int32(prescribed.count)
                prescribed.append(Int32(node))
            } else {
                number[node] = Int32(free.count)
                free.append(Int32(node))
            }
        }
        nodeCount = nodes
        self.prescribedNodes = prescribed
        freeNodes = free
        coupling = matrix.rows(free, columns: number, where: { isPrescribed[$0] })
        solver = try ConjugateGradientSSOR(
            matrix.rows(free, columns: number, where: { !isPrescribed[$0] }))
    }

    /// The solution at all nodes.
    ///
    /// - `prescribed`: values in the order of ``prescribedNodes``.
    /// - `load`: right-hand side at all nodes, zero when nil.
    /// - `tolerance`: relative residual at which to stop, in the norm of ``ConjugateGradientSSOR``.
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)``,
    ///   ``FiniteElementsError/notConverged(iterations:tolerance:residuals:)``.
    public func solve(
        prescribed: [Double], load: [Double]? = nil, tolerance: Double = 1e-10
    ) throws(FiniteElementsError) -> [Double] {
        guard prescribed.count == prescribedNodes.count else {
            throw .wrongCount(
                name: "prescribed values", expected: prescribedNodes.count, got: prescribed.count)
        }
        if let load, load.count != nodeCount {
            throw .wrongCount(name: "load", expected: nodeCount, got: load.count)
        }
        var rhs = [Double](repeating: 0, count: freeNodes.count)
        for (row, node) in freeNodes.enumerated() {
            var sum = load?[Int(node)] ?? 0
            for k in Int(coupling.rowStart[row])..<Int(coupling.rowStart[row + 1]) {
                sum -= coupling.value[k] * prescribed[Int(coupling.column[k])]
            }
            rhs[row] = sum
        }
        let free = try solver.solve(rhs, tolerance: tolerance)
        var solution = [Double](repeating: 0, count: nodeCount)
        for (k, node) in freeNodes.enumerated() { solution[Int(node)] = free[k] }
        for (k, node) in prescribedNodes.enumerated() { solution[Int(node)] = prescribed[k] }
        return solution
    }
}

extension CSRMatrix {
    /// The given rows, with only the columns for which `keep` holds, renumbered by `columns`.
    ///
    /// `columns` must ascend over the kept ones.
    fileprivate func rows(
        _ chosen: [Int32], columns: [Int32], where keep: (Int) -> Bool
    ) -> CSRMatrix {
        var start: [Int32] = [0]
        var column: [Int32] = []
        var value: [Double] = []
        for row in chosen {
            for k in Int(rowStart[Int(row)])..<Int(rowStart[Int(row) + 1])
            where keep(Int(self.column[k])) {
                column.append(columns[Int(self.column[k])])
                value.append(self.value[k])
            }
            start.append(Int32(column.count))
        }
        return CSRMatrix(rowStart: start, column: column, value: value)
    }
}
