public import Numerics

/// A scalar field and its gradient at the same points of every tetrahedron, tetrahedron-major.
public struct FieldSamples: Sendable {
    /// Values, `tetCount · points` numbers.
    public let values: [Double]
    /// Gradients, per mm.
    public let gradients: [Vec3]
}

extension ScalarSpace {
    /// Evaluates a field at points of the reference tetrahedron, in every tetrahedron.
    ///
    /// - `field`: nodal values.
    /// - `reference`: points (ξ, η, ζ), for instance those of a ``TetQuadrature`` or the centroid.
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)``.
    public func samples(
        of field: [Double], at reference: [Vec3]
    ) throws(FiniteElementsError) -> FieldSamples {
        guard field.count == nodeCount else {
            throw .wrongCount(name: "nodal field", expected: nodeCount, got: field.count)
        }
        let table = TetBasisTable(basis, at: reference)
        let n = table.nodes
        let count = tetCount * table.points
        let values = parallelArray(count: count, grain: 4096) { index in
            let (tet, point) = index.quotientAndRemainder(dividingBy: table.points)
            var value = 0.0
            for a in 0..<n { value += table.values[point * n + a] * field[Int(tets[tet * n + a])] }
            return value
        }
        let gradients = parallelArray(count: count, grain: 4096) { index in
            let (tet, point) = index.quotientAndRemainder(dividingBy: table.points)
            var gradient = Vec3.zero
            for a in 0..<n {
                gradient += field[Int(tets[tet * n + a])] * table.gradients[point * n + a]
            }
            return jacobian(tet, table, point).inverse.transpose * gradient
        }
        return FieldSamples(values: values, gradients: gradients)
    }

    /// Gradient of a field averaged over the tetrahedra around each node, weighted by their volume.
    ///
    /// Second-order accurate on regular meshes and never zero merely because all corners of one
    /// tetrahedron share a value.
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)``.
    public func recoveredGradient(of field: [Double]) throws(FiniteElementsError) -> [Vec3] {
        let centroid = [Vec3(0.25, 0.25, 0.25)]
        let samples = try samples(of: field, at: centroid)
        let table = TetBasisTable(basis, at: centroid)
        return parallelArray(count: nodeCount, grain: 1024) { node in
            var sum = Vec3.zero
            var volume = 0.0
            for k in Int(cornerStart[node])..<Int(cornerStart[node + 1]) {
                let tet = Int(corners[k]) / basis.count
                let weight = jacobian(tet, table, 0).determinant
                sum += weight * samples.gradients[tet]
                volume += weight
            }
            return sum / volume
        }
    }
}

extension ScalarSpace {
    /// Interpolates a nodal vector field at points of the reference tetrahedron, tetrahedron-major.
    ///
    /// With ``points`` as the field these are the positions of the points.
    ///
    /// - Throws: ``FiniteElementsError/wrongCount(name:expected:got:)``.
    public func interpolate(
        _ field: [Vec3], at reference: [Vec3]
    ) throws(FiniteElementsError) -> [Vec3] {
        guard field.count == nodeCount else {
            throw .wrongCount(name: "nodal field", expected: nodeCount, got: field.count)
        }
        let table = TetBasisTable(basis, at: reference)
        let n = table.nodes
        return parallelArray(count: tetCount * table.points, grain: 4096) { index in
            let (tet, point) = index.quotientAndRemainder(dividingBy: table.points)
            var sum = Vec3.zero
            for a in 0..<n { sum += table.values[point * n + a] * field[Int(tets[tet * n + a])] }
            return sum
        }
    }
}
