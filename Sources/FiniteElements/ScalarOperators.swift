public import Numerics

/// Assembly of operators on a ``ScalarSpace``.
///
/// Element matrices are computed in parallel, then each row gathers its own entries from the
/// tetrahedra around its node in ascending order: no two threads write the same number, and the sums
/// have the same bits whatever the thread count.
extension ScalarSpace {
    /// Stiffness matrix `K_ab = ∫ ∇N_a · D·∇N_b dV`.
    ///
    /// - `conductivity`: D, in any unit; K then has that unit times mm.
    /// - `quadrature`: nil for the rule that is exact on straight tetrahedra (one point for linear
    ///   functions, degree 2 for quadratic ones), which also keeps the order of convergence on curved
    ///   ones (Ciarlet, *The Finite Element Method for Elliptic Problems*, 1978,
    ///   doi:10.1137/1.9780898719208, theorem 4.4.4).
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)`` for a wrong number of tensors.
    public func stiffness(
        conductivity: Conductivity = .uniform(1), quadrature: TetQuadrature? = nil
    ) throws(FiniteElementsError) -> CSRMatrix {
        if case .tensors(let tensors) = conductivity, tensors.count != tetCount {
            throw .wrongCount(
                name: "conductivity tensors", expected: tetCount, got: tensors.count)
        }
        let rule = quadrature ?? basis.stiffnessQuadrature
        let table = TetBasisTable(basis, at: rule.points)
        return assemble { tet, target in
            var gradients = InlineArray<10, Vec3>(repeating: .zero)
            for point in 0..<table.points {
                let jacobian = jacobian(tet, table, point)
                let weight = rule.weights[point] * jacobian.determinant
                let toSpace = jacobian.inverse.transpose
                for a in 0..<table.nodes {
                    gradients[a] = toSpace * table.gradients[point * table.nodes + a]
                }
                var entry = 0
                for a in 0..<table.nodes {
                    let flux = weight * conductivity.flux(gradients[a], tet: tet)
                    for b in a..<table.nodes {
                        target[entry] += flux.dot(gradients[b])
                        entry += 1
                    }
                }
            }
        }
    }

    /// Mass matrix `M_ab = ∫ N_a·N_b dV` [mm³], exact on straight tetrahedra.
    public func mass() -> CSRMatrix {
        let rule = basis.massQuadrature
        let table = TetBasisTable(basis, at: rule.points)
        return assemble { tet, target in
            for point in 0..<table.points {
                let weight = rule.weights[point] * jacobian(tet, table, point).determinant
                var entry = 0
                for a in 0..<table.nodes {
                    let scaled = weight * table.values[point * table.nodes + a]
                    for b in a..<table.nodes {
                        target[entry] += scaled * table.values[point * table.nodes + b]
                        entry += 1
                    }
                }
            }
        }
    }

    /// Diagonal mass matrix [mm³]: the mass of each tetrahedron shared out in proportion to the diagonal
    /// of its consistent mass matrix, which is a quarter per vertex for linear functions and positive
    /// at all nodes for quadratic ones.
    ///
    /// Source: Hinton, Rock & Zienkiewicz, *Earthquake Eng. Struct. Dyn.* 4 (1976) 245–249,
    /// doi:10.1002/eqe.4290040305.
    public func lumpedMass() -> [Double] {
        let quadrature = basis.massQuadrature
        let table = TetBasisTable(basis, at: quadrature.points)
        let n = table.nodes
        return parallelArray(count: nodeCount, grain: 512) { node in
            var sum = 0.0
            for k in Int(cornerStart[node])..<Int(cornerStart[node + 1]) {
                let (tet, corner) = Int(corners[k]).quotientAndRemainder(dividingBy: n)
                var volume = 0.0
                var diagonal = 0.0
                var own = 0.0
                for point in 0..<table.points {
                    let weight =
                        quadrature.weights[point] * jacobian(tet, table, point).determinant
                    volume += weight
                    for a in 0..<n {
                        let value = table.values[point * n + a]
                        diagonal += weight * value * value
                        if a == corner { own += weight * value * value }
                    }
                }
                sum += volume * own / diagonal
            }
            return sum
        }
    }

    /// Load vector `f_a = ∫ N_a·s dV` of a source density, tetrahedron-major at quadrature points.
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)``.
    public func load(
        source: [Double], quadrature: TetQuadrature = .degree2
    ) throws(FiniteElementsError) -> [Double] {
        guard source.count == tetCount * quadrature.count else {
            throw .wrongCount(
                name: "source", expected: tetCount * quadrature.count, got: source.count)
        }
        let table = TetBasisTable(basis, at: quadrature.points)
        return parallelArray(count: nodeCount, grain: 1024) { node in
            var sum = 0.0
            for k in Int(cornerStart[node])..<Int(cornerStart[node + 1]) {
                let (tet, a) = Int(corners[k]).quotientAndRemainder(dividingBy: table.nodes)
                for point in 0..<table.points {
                    let weight =
                        quadrature.weights[point] * jacobian(tet, table, point).determinant
                    sum +=
                        weight * table.values[point * table.nodes + a]
                        * source[tet * table.points + point]
                }
            }
            return sum
        }
    }

    /// Sums element matrices into the global one.
    ///
    /// `element(tet, target)` adds the upper triangle of a tetrahedron's matrix, row by row, to `target`.
    @inline(__always)
    private func assemble(
        _ element: @Sendable (Int, UnsafeMutablePointer<Double>) -> Void
    ) -> CSRMatrix {
        let size = basis.count * (basis.count + 1) / 2
        let elements = [Double](unsafeUninitializedCapacity: size * tetCount) { buffer, count in
            buffer.initialize(repeating: 0)
            count = buffer.count
            guard let base = buffer.baseAddress else { return }
            nonisolated(unsafe) let target = base
            Parallel.forEachChunk(count: tetCount, grain: 1024) { _, range in
                for tet in range { element(tet, target + size * tet) }
            }
        }
        return gather(elements)
    }

    /// Position of entry (a ≤ b) in the packed upper triangle of an n × n matrix.
    @inline(__always)
    private static func packed(_ a: Int, _ b: Int, _ n: Int) -> Int { a * (2 * n - a - 1) / 2 + b }

    /// Sums packed element matrices into the global one, row by row.
    ///
    /// Each chunk of rows has its own table from column to entry of the current row.
    private func gather(_ elements: [Double]) -> CSRMatrix {
        let n = basis.count
        let size = n * (n + 1) / 2
        var matrix = zeroMatrix
        let rowStart = matrix.rowStart
        let column = matrix.column
        matrix.value.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            Parallel.forEachChunk(count: nodeCount, grain: 8192) { _, rows in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: nodeCount) { entry in
                    for row in rows {
                        for k in rowStart[row]..<rowStart[row + 1] {
                            entry[Int(column[Int(k)])] = k
                        }
                        for k in Int(cornerStart[row])..<Int(cornerStart[row + 1]) {
                            let corner = Int(corners[k])
                            let tet = corner / n
                            let a = corner - tet * n
                            for b in 0..<n {
                                let packed = Self.packed(min(a, b), max(a, b), n)
                                target[Int(entry[Int(tets[tet * n + b])])] +=
                                    elements[size * tet + packed]
                            }
                        }
                    }
                }
            }
        }
        return matrix
    }
}
