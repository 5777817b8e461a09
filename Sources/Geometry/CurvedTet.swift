public import Numerics

/// The map from the reference tetrahedron (vertices 0, e1, e2, e3) to one ten-node tetrahedron.
///
/// ```
/// x(ξ) = Σ Na(ξ) xa,   Ni = λi (2 λi − 1) at the vertices,   Nij = 4 λi λj at the edge middles
/// ```
///
/// with λ0 = 1 − ξ − η − ζ and λ1, λ2, λ3 = ξ, η, ζ.
public struct CurvedTet: Sendable {
    /// Ten nodes [mm], in VTK's order.
    public var nodes: [Vec3]

    /// Makes a map from ten nodes.
    public init(nodes: [Vec3]) {
        precondition(nodes.count == 10)
        self.nodes = nodes
    }

    /// Values of the ten shape functions.
    public static func shape(_ xi: Vec3) -> [Double] {
        let l = [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]
        return l.map { $0 * (2 * $0 - 1) }
            + QuadraticTetMesh.tetEdges.map { 4 * l[$0.x] * l[$0.y] }
    }

    /// Gradients of the ten shape functions in the reference tetrahedron.
    public static func shapeGradients(_ xi: Vec3) -> [Vec3] {
        let l = [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]
        let g = [Vec3(-1, -1, -1), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        return (0..<4).map { (4 * l[$0] - 1) * g[$0] }
            + QuadraticTetMesh.tetEdges.map { 4 * (l[$0.x] * g[$0.y] + l[$0.y] * g[$0.x]) }
    }

    /// Position [mm].
    public func position(_ xi: Vec3) -> Vec3 {
        zip(Self.shape(xi), nodes).reduce(.zero) { $0 + $1.0 * $1.1 }
    }

    /// ∂x/∂ξ [mm], row = x, column = ξ.
    public func jacobian(_ xi: Vec3) -> Mat3 {
        zip(Self.shapeGradients(xi), nodes).reduce(.zero) { $0 + Mat3.outer($1.1, $1.0) }
    }

    /// Volume [mm³]: exact, because det J is a cubic.
    ///
    /// Source: five-point rule of degree 3, Keast, *Comput. Methods Appl. Mech. Eng.* 55 (1986)
    /// 339–348, doi:10.1016/0045-7825(86)90059-9.
    public var volume: Double {
        let sixth = 1.0 / 6
        let corners = [
            Vec3(sixth, sixth, sixth), Vec3(0.5, sixth, sixth), Vec3(sixth, 0.5, sixth),
            Vec3(sixth, sixth, 0.5),
        ]
        let outer = corners.reduce(0.0) { $0 + jacobian($1).determinant }
        let inner = jacobian(Vec3(0.25, 0.25, 0.25)).determinant
        return (0.45 * outer - 0.8 * inner) / 6
    }
}

extension QuadraticTetMesh {
    /// The map of one tetrahedron.
    public func element(_ tet: Int) -> CurvedTet {
        CurvedTet(nodes: (0..<10).map { points[Int(tets[10 * tet + $0])] })
    }
}
