/// How a wall answers to forces that are missing in its modes, with the blood in its cavities kept.
///
/// ```
/// [ K   −G ] [δq]   [−δf]
/// [ Gᵀ   0 ] [δp] = [  0]
/// ```
package struct ModalCompliance {
    /// Rows: coordinates, then pressures; columns: forces. Column-major.
    package private(set) var matrix: [Double]
    /// Coordinates and pressures.
    package let rows: Int

    /// Inverts a stiffness.
    ///
    /// - `stiffness`: K, column-major; `gradients`: the columns of G.
    /// - Throws: ``ReductionError/notSolved(what:)`` where K with the volumes kept is singular.
    package init(stiffness K: [Double], gradients: [[Double]]) throws(ReductionError) {
        let r = gradients.first?.count ?? Int(Double(K.count).squareRoot())
        rows = r + gradients.count
        var border = [Double](repeating: 0, count: rows * rows)
        for j in 0..<r {
            for i in 0..<r { border[j * rows + i] = K[j * r + i] }
            for (c, g) in gradients.enumerated() {
                border[j * rows + r + c] = g[j]
                border[(r + c) * rows + j] = -g[j]
            }
        }
        guard let factor = DenseFactor(border, order: rows) else {
            throw .notSolved(what: "the stiffness of a snapshot on the modes; take other modes")
        }
        matrix = [Double](repeating: 0, count: rows * r)
        for j in 0..<r { matrix[j * rows + j] = -1 }
        factor.solve(&matrix)
    }

    /// Divides each row by a size.
    mutating func scale(by sizes: [Double]) {
        for i in matrix.indices { matrix[i] /= sizes[i % rows] }
    }
}
