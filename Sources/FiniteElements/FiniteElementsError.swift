/// What can go wrong in FiniteElements.
public enum FiniteElementsError: Error, Equatable, CustomStringConvertible {
    /// A tetrahedron names a node that the mesh does not have.
    case nodeOutOfRange(node: Int, tet: Int, nodes: Int)
    /// A node that no tetrahedron uses: it has no equation.
    case nodeWithoutTet(node: Int)
    /// A tetrahedron of zero or negative volume; the determinant of its Jacobian [mm³].
    case invertedTet(tet: Int, jacobian: Double)
    /// A cavity without triangles.
    case emptySurface(name: String)
    /// A cavity whose surface has an edge shared by more than two triangles, or no consistent side.
    case surfaceNotManifold(name: String, node: Int)
    /// A boundary value problem without a single prescribed value has no unique solution.
    case noPrescribedNodes
    /// A nodal or per-tetrahedron array of the wrong length.
    case wrongCount(name: String, expected: Int, got: Int)
    /// A matrix row whose diagonal is not positive: the operator is not positive definite.
    case diagonalNotPositive(row: Int, value: Double)
    /// Conjugate gradients did not reach the tolerance; the last relative residuals.
    case notConverged(iterations: Int, tolerance: Double, residuals: [Double])

    public var description: String {
        switch self {
        case .nodeOutOfRange(let node, let tet, let nodes):
            "tetrahedron \(tet) uses node \(node), but the mesh has nodes 0 to \(nodes - 1)"
        case .nodeWithoutTet(let node):
            "node \(node) belongs to no tetrahedron; remove unused nodes from the mesh"
        case .invertedTet(let tet, let jacobian):
            "tetrahedron \(tet) is flat or inverted (Jacobian determinant \(jacobian) mm³, must be "
                + "positive); repair or remesh"
        case .emptySurface(let name):
            "no boundary triangle is tagged \(name); tag the surfaces of the mesh"
        case .surfaceNotManifold(let name, let node):
            "the surface of \(name) is not a two-sided surface at node \(node); repair the mesh"
        case .noPrescribedNodes:
            "no node has a prescribed value, so the solution is not unique; check the surface tags"
        case .wrongCount(let name, let expected, let got):
            "\(name) has \(got) entries, expected \(expected)"
        case .diagonalNotPositive(let row, let value):
            "row \(row) of the matrix has diagonal \(value), must be positive; check the mesh and "
                + "the conductivity"
        case .notConverged(let iterations, let tolerance, let residuals):
            "conjugate gradients stopped after \(iterations) iterations above the relative residual "
                + "\(tolerance); the last ones were \(residuals)"
        }
    }
}
