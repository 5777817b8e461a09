public import FiniteElements
public import Geometry
public import Numerics

/// Points inside the wall at which deformation is observed: gradients and local axes in the image.
///
/// One point per quadrature point of the mechanics mesh, tet-major. The axes follow the
/// ventricular coordinates of the mesh: transmural along ∇transmural, longitudinal along ∇apicobasal
/// made orthogonal to it (apex to base), circumferential = transmural × longitudinal.
public struct WallPoints: Sendable {
    /// Number of quadrature points per tetrahedron.
    public var perTet: Int
    /// Node numbers, ten per tetrahedron.
    var tets: [Int32]
    /// Gradients of the ten shape functions in the mesh they are made on [1/mm], per point.
    var gradients: [Vec3]
    /// Values of the ten shape functions, per quadrature point of one tetrahedron.
    var values: [Double]
    /// Volume that a point stands for in that mesh [mm³].
    public var volume: [Double]
    /// Ventricular coordinates.
    public var apicobasal: [Double]
    public var transmural: [Double]
    /// Part of the wall.
    public var region: [WallRegion]
    /// Local axes; zero where a coordinate has no gradient (points there are left out of means).
    public var longitudinal: [Vec3]
    public var radial: [Vec3]

    /// Number of points.
    public var count: Int { volume.count }

    /// Evaluates the points of a mesh.
    ///
    /// - `coordinates`: one value per node of the mesh.
    public init(
        mesh: QuadraticTetMesh, coordinates: VentricularCoordinates,
        quadrature: TetQuadrature = .degree2
    ) {
        perTet = quadrature.count
        tets = mesh.tets
        values = quadrature.points.flatMap { QuadraticTet.values(at: $0) }
        let local = quadrature.points.map { QuadraticTet.gradients(at: $0) }
        let total = mesh.tetCount * quadrature.count
        gradients = []
        gradients.reserveCapacity(10 * total)
        volume = []
        apicobasal = []
        transmural = []
        region = []
        longitudinal = []
        radial = []
        for tet in 0..<mesh.tetCount {
            let nodes = mesh.tets[10 * tet..<10 * tet + 10].map { Int($0) }
            for q in 0..<quadrature.count {
                var jacobian = Mat3.zero
                for a in 0..<10 { jacobian = jacobian + .outer(mesh.points[nodes[a]], local[q][a]) }
                let pullBack = jacobian.inverse.transpose
                let shape = (0..<10).map { pullBack * local[q][$0] }
                gradients += shape
                volume.append(jacobian.determinant * quadrature.weights[q])
                region.append(mesh.regions[tet])
                var ab = 0.0
                var tm = 0.0
                var abGradient = Vec3.zero
                var tmGradient = Vec3.zero
                for a in 0..<10 {
                    ab += values[10 * q + a] * coordinates.apicobasal[nodes[a]]
                    tm += values[10 * q + a] * coordinates.transmural[nodes[a]]
                    abGradient += coordinates.apicobasal[nodes[a]] * shape[a]
                    tmGradient += coordinates.transmural[nodes[a]] * shape[a]
                }
                apicobasal.append(ab)
                transmural.append(tm)
                let across = Self.unit(tmGradient)
                radial.append(across)
                longitudinal.append(Self.unit(abGradient - abGradient.dot(across) * across))
            }
        }
    }

    /// Gradient of the node positions [mm] by those of the mesh at a point [1].
    @inlinable
    public func deformationGradient(_ point: Int, nodes: [Vec3]) -> Mat3 {
        var F = Mat3.zero
        let tet = point / perTet
        for a in 0..<10 { F = F + .outer(nodes[node(tet, a)], gradient(point, a)) }
        return F
    }

    /// Position of a point in the mesh with the given node positions [mm].
    public func position(_ point: Int, nodes: [Vec3]) -> Vec3 {
        var x = Vec3.zero
        let tet = point / perTet
        let q = point % perTet
        for a in 0..<10 { x += values[10 * q + a] * nodes[node(tet, a)] }
        return x
    }

    @usableFromInline
    func node(_ tet: Int, _ a: Int) -> Int { Int(tets[10 * tet + a]) }

    @usableFromInline
    func gradient(_ point: Int, _ a: Int) -> Vec3 { gradients[10 * point + a] }

    /// The direction of `v`, or zero where it has none.
    private static func unit(_ v: Vec3) -> Vec3 {
        let length = v.norm
        return length > smallestGradient ? v / length : .zero
    }

    /// Below this a coordinate counts as constant [1/mm]; the wall is some 10 mm thick.
    private static let smallestGradient = 1e-6
}
