public import Geometry
public import Numerics

/// Continuous piecewise linear or quadratic scalar functions on a tetrahedral mesh.
///
/// Holds the mesh, the tetrahedra around each node and the sparsity pattern, all that assembling a
/// scalar operator needs. Quadratic tetrahedra may be curved (isoparametric). Making one costs
/// O(n log n) and touches every node and tetrahedron once.
public struct ScalarSpace: Sendable {
    /// Shape functions.
    public let basis: TetBasis
    /// Nodes [mm].
    public let points: [Vec3]
    /// Node numbers, `basis.count` per tetrahedron.
    public let tets: [Int32]
    /// A zero matrix that couples the nodes of each tetrahedron.
    public let zeroMatrix: CSRMatrix

    /// The corners of tetrahedra at each node, `tet · basis.count + corner`, ascending.
    let corners: [Int32]
    /// Start of each node in ``corners``.
    let cornerStart: [Int32]

    /// Number of nodes, which is the number of unknowns.
    public var nodeCount: Int { points.count }
    /// Number of tetrahedra.
    public var tetCount: Int { tets.count / basis.count }

    /// Linear functions on linear tetrahedra.
    ///
    /// - Throws: ``FiniteElementsError`` for indices out of range, unused nodes, inverted tetrahedra.
    public init(_ mesh: TetMesh) throws(FiniteElementsError) {
        let flat = [Int32](unsafeUninitializedCapacity: 4 * mesh.tets.count) { buffer, count in
            for (index, tet) in mesh.tets.enumerated() {
                for corner in 0..<4 { buffer[4 * index + corner] = tet[corner] }
            }
            count = 4 * mesh.tets.count
        }
        try self.init(basis: .linear, points: mesh.points, tets: flat)
    }

    /// Quadratic functions on (curved) quadratic tetrahedra.
    ///
    /// - Throws: ``FiniteElementsError`` for indices out of range, unused nodes, inverted tetrahedra.
    public init(_ mesh: QuadraticTetMesh) throws(FiniteElementsError) {
        try self.init(basis: .quadratic, points: mesh.points, tets: mesh.tets)
    }

    private init(basis: TetBasis, points: [Vec3], tets: [Int32]) throws(FiniteElementsError) {
        self.basis = basis
        self.points = points
        self.tets = tets
        for (position, node) in tets.enumerated() where node < 0 || node >= points.count {
            throw .nodeOutOfRange(
                node: Int(node), tet: position / basis.count, nodes: points.count)
        }
        (cornerStart, corners) = Self.cornersByNode(tets, nodes: points.count)
        for node in points.indices where cornerStart[node] == cornerStart[node + 1] {
            throw .nodeWithoutTet(node: node)
        }
        zeroMatrix = Self.pattern(
            tets, perTet: basis.count, cornerStart: cornerStart, corners: corners)
        try checkJacobians()
    }

    /// Counting sort of the corners by node.
    private static func cornersByNode(_ tets: [Int32], nodes: Int) -> ([Int32], [Int32]) {
        var start = [Int32](repeating: 0, count: nodes + 1)
        for node in tets { start[Int(node) + 1] += 1 }
        for node in 0..<nodes { start[node + 1] += start[node] }
        var next = start
        var corners = [Int32](repeating: 0, count: tets.count)
        for (position, node) in tets.enumerated() {
            corners[Int(next[Int(node)])] = Int32(position)
            next[Int(node)] += 1
        }
        return (start, corners)
    }

    private static func pattern(
        _ tets: [Int32], perTet: Int, cornerStart: [Int32], corners: [Int32]
    ) -> CSRMatrix {
        let nodes = cornerStart.count - 1
        var seenBy = [Int32](repeating: -1, count: nodes)
        var rowStart: [Int32] = [0]
        rowStart.reserveCapacity(nodes + 1)
        var column: [Int32] = []
        column.reserveCapacity(4 * tets.count)
        for node in 0..<nodes {
            let first = column.count
            for k in Int(cornerStart[node])..<Int(cornerStart[node + 1]) {
                let tet = Int(corners[k]) / perTet
                for neighbour in tets[perTet * tet..<perTet * (tet + 1)]
                where seenBy[Int(neighbour)] != Int32(node) {
                    seenBy[Int(neighbour)] = Int32(node)
                    column.append(neighbour)
                }
            }
            column[first...].sort()
            rowStart.append(Int32(column.count))
        }
        return CSRMatrix(
            rowStart: rowStart, column: column, value: [Double](repeating: 0, count: column.count))
    }

    /// Throws for the first tetrahedron with a Jacobian that is not positive at the centroid or, when
    /// it may be curved, at a vertex.
    private func checkJacobians() throws(FiniteElementsError) {
        let centroid = Vec3(0.25, 0.25, 0.25)
        let vertices = [Vec3.zero, Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        let table = TetBasisTable(basis, at: basis == .linear ? [centroid] : [centroid] + vertices)
        let least = parallelArray(count: tetCount, grain: 4096) { tet in
            var least = Double.infinity
            for point in 0..<table.points {
                least = Double.minimum(least, jacobian(tet, table, point).determinant)
            }
            return least
        }
        for (tet, determinant) in least.enumerated() where !(determinant > 0) {
            throw .invertedTet(tet: tet, jacobian: determinant)
        }
    }

    /// ∂x/∂ξ of a tetrahedron at a tabulated point.
    func jacobian(_ tet: Int, _ table: TetBasisTable, _ point: Int) -> Mat3 {
        var sum = Mat3.zero
        for corner in 0..<table.nodes {
            let x = points[Int(tets[tet * table.nodes + corner])]
            sum = sum + Mat3.outer(x, table.gradients[point * table.nodes + corner])
        }
        return sum
    }
}
