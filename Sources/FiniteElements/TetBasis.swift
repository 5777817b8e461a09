public import Numerics

/// Lagrange shape functions on the reference tetrahedron (vertices 0, e1, e2, e3).
///
/// Linear: the barycentric coordinates. Quadratic: ``QuadraticTet``. Node order is VTK's.
public enum TetBasis: Sendable {
    /// Four nodes.
    case linear
    /// Ten nodes.
    case quadratic

    /// Number of shape functions, which is the number of nodes of a tetrahedron.
    public var count: Int { self == .linear ? 4 : 10 }

    /// Values of the shape functions at a point of the reference tetrahedron, ``count`` numbers.
    public func values(at x: Vec3) -> [Double] {
        switch self {
        case .linear: [1 - x.x - x.y - x.z, x.x, x.y, x.z]
        case .quadratic: QuadraticTet.values(at: x)
        }
    }

    /// Gradients with respect to (ξ, η, ζ) at a point of the reference tetrahedron.
    public func gradients(at x: Vec3) -> [Vec3] {
        switch self {
        case .linear: [Vec3(-1, -1, -1), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        case .quadratic: QuadraticTet.gradients(at: x)
        }
    }

    /// The rule that integrates products of two gradients exactly on straight tetrahedra.
    var stiffnessQuadrature: TetQuadrature {
        switch self {
        case .linear: TetQuadrature(points: [Vec3(0.25, 0.25, 0.25)], weights: [1.0 / 6])
        case .quadratic: .degree2
        }
    }

    /// The rule that integrates products of two shape functions exactly on straight tetrahedra.
    var massQuadrature: TetQuadrature { self == .linear ? .degree2 : .degree5 }
}

/// Shape functions tabulated at points of the reference tetrahedron, point-major.
struct TetBasisTable: Sendable {
    let nodes: Int
    let points: Int
    let values: [Double]
    let gradients: [Vec3]

    init(_ basis: TetBasis, at points: [Vec3]) {
        self.nodes = basis.count
        self.points = points.count
        self.values = points.flatMap { basis.values(at: $0) }
        self.gradients = points.flatMap { basis.gradients(at: $0) }
    }
}
