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
    /// - `quadrature`: degree 2 is exact for straight quadratic tetrahedra and keeps the order of
    ///   convergence on curved ones (Ciarlet, *The Finite Element Method for Elliptic Problems*,
    ///   1978, doi:10.1137/1.9780898719208, theorem 4.1.6).
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)`` for a wrong number of tensors.
    public func stiffness(
        conductivity: Conductivity = .uniform(1), quadrature: TetQuadrature = .degree2
    ) throws(FiniteElementsError) -> CSRMatrix {
        if case .tensors(let tensors) = conductivity, tensors.count != tetCount {
            throw .wrongCount(
                name: "conductivity tensors", expected: tetCount, got: tensors.count)
        }
        let table = TetBasisTable(basis, at: quadrature.points)
        return assemble(quadrature) { tet, point, weight, inverse, add in
            let first = point * table.nodes
            for a in 0..<table.nodes {
                let gradient = inverse.transpose * table.gradients[first + a]
                let pulled = inverse * conductivity.flux(gradient, tet: tet)
                for b in a..<table.nodes {
                    add(a, b, weight * pulled.dot(table.gradients[first + b]))
                }
            }
        }
    }

    /// Mass matrix `M_ab = ∫ N_a·N_b dV` [mm³], exact on straight tetrahedra.
    public func mass() -> CSRMatrix {
        let quadrature = basis.massQuadrature
        let table = TetBasisTable(basis, at: quadrature.points)
        return assemble(quadrature) { _, point, weight, _, add in
            let first = point * table.nodes
            for a in 0..<table.nodes {
                for b in a..<table.nodes {
                    add(a, b, weight * table.values[first + a] * table.values[first + b])
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

    /// Adds up element matrices whose upper triangle `integrand` contributes to at each quadrature
    /// point, given (tet, point, weight [mm³], inverse Jacobian, add(a, b, value)) for a ≤ b.
    private func assemble(
        _ quadrature: TetQuadrature,
        _ integrand:
            @Sendable (Int, Int, Double, Mat3, _ add: (Int, Int, Double) -> Void) -> Void
    ) -> CSRMatrix {
        let n = basis.count
        let size = n * (n + 1) / 2
        let table = TetBasisTable(basis, at: quadrature.points)
        var elements = [Double](repeating: 0, count: size * tetCount)
        elements.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            Parallel.forEachChunk(count: tetCount, grain: 1024) { _, range in
                for tet in range {
                    for point in 0..<table.points {
                        let jacobian = jacobian(tet, table, point)
                        let weight = quadrature.weights[point] * jacobian.determinant
                        integrand(tet, point, weight, jacobian.inverse) { a, b, value in
                            target[size * tet + Self.packed(a, b, n)] += value
                        }
                    }
                }
            }
        }
        return gather(elements)
    }

    /// Position of entry (a ≤ b) in the packed upper triangle of an n × n matrix.
    @inline(__always)
    private static func packed(_ a: Int, _ b: Int, _ n: Int) -> Int { a * (2 * n - a - 1) / 2 + b }

    /// Sums packed element matrices into the global one, row by row.
    private func gather(_ elements: [Double]) -> CSRMatrix {
        let n = basis.count
        let size = n * (n + 1) / 2
        var matrix = zeroMatrix
        let pattern = zeroMatrix
        matrix.value.withUnsafeMutableBufferPointer { buffer in
            nonisolated(unsafe) let target = buffer
            Parallel.forEachChunk(count: nodeCount, grain: 512) { _, rows in
                for row in rows {
                    for k in Int(cornerStart[row])..<Int(cornerStart[row + 1]) {
                        let (tet, a) = Int(corners[k]).quotientAndRemainder(dividingBy: n)
                        for b in 0..<n {
                            let entry = Self.packed(min(a, b), max(a, b), n)
                            let column = Int(tets[tet * n + b])
                            if let position = pattern.position(row, column) {
                                target[position] += elements[size * tet + entry]
                            }
                        }
                    }
                }
            }
        }
        return matrix
    }
}
