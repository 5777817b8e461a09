public import Numerics

/// The map from the reference tetrahedron (vertices 0, e1, e2, e3) to one ten-node tetrahedron.
///
/// ```
/// x(ξ) = Σ Na(ξ) xa = c + Σi ai ξi + Σi≤j qij ξi ξj
/// Ni = λi (2 λi − 1) at the vertices,   Nij = 4 λi λj at the edge middles,   λ0 = 1 − ξ1 − ξ2 − ξ3
/// ```
///
/// The polynomial form evaluates without loops or allocation.
public struct CurvedTet: Sendable {
    private let c: Vec3
    private let a: (Vec3, Vec3, Vec3)
    private let square: (Vec3, Vec3, Vec3)
    /// Coefficients of ξη, ηζ, ξζ.
    private let mixed: (Vec3, Vec3, Vec3)

    /// Makes a map from ten nodes [mm] in VTK's order, given by their number in the element.
    public init(_ node: (Int) -> Vec3) {
        let x0 = node(0)
        let x = (node(1), node(2), node(3))
        // Middles of the edges from vertex 0 to 1, 2, 3.
        let m = (node(4), node(6), node(7))
        c = x0
        a = (4 * m.0 - 3 * x0 - x.0, 4 * m.1 - 3 * x0 - x.1, 4 * m.2 - 3 * x0 - x.2)
        square = (
            2 * (x0 + x.0) - 4 * m.0, 2 * (x0 + x.1) - 4 * m.1, 2 * (x0 + x.2) - 4 * m.2
        )
        mixed = (
            4 * (node(5) + x0 - m.0 - m.1), 4 * (node(9) + x0 - m.1 - m.2),
            4 * (node(8) + x0 - m.0 - m.2)
        )
    }

    /// Values of the ten shape functions.
    public static func shape(_ xi: Vec3) -> [Double] {
        let l = [1 - xi.x - xi.y - xi.z, xi.x, xi.y, xi.z]
        return l.map { $0 * (2 * $0 - 1) }
            + QuadraticTetMesh.tetEdges.map { 4 * l[$0.x] * l[$0.y] }
    }

    /// Position [mm].
    public func position(_ xi: Vec3) -> Vec3 {
        let first = a.0 + xi.x * square.0 + xi.y * mixed.0
        let second = a.1 + xi.y * square.1 + xi.z * mixed.1
        let third = a.2 + xi.z * square.2 + xi.x * mixed.2
        return c + xi.x * first + xi.y * second + xi.z * third
    }

    /// ∂x/∂ξ [mm], row = x, column = ξ.
    public func jacobian(_ xi: Vec3) -> Mat3 {
        let first = a.0 + 2 * xi.x * square.0 + xi.y * mixed.0 + xi.z * mixed.2
        let second = a.1 + 2 * xi.y * square.1 + xi.x * mixed.0 + xi.z * mixed.1
        let third = a.2 + 2 * xi.z * square.2 + xi.y * mixed.1 + xi.x * mixed.2
        return Mat3(columns: first, second, third)
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

    /// The place in the reference tetrahedron that maps to a point, by Newton's method.
    ///
    /// - Result: nil where the iteration leaves the neighbourhood of the element or stalls.
    public func inverse(of point: Vec3) -> Vec3? {
        // Quadratic convergence: straight elements need one step, curved ones four or five.
        let iterationLimit = 12
        let tolerance = 1e-13
        var xi = Vec3(0.25, 0.25, 0.25)
        for _ in 0..<iterationLimit {
            let step = jacobian(xi).inverse * (point - position(xi))
            guard step.isFinite, step.norm < 10 else { return nil }
            xi += step
            if step.norm < tolerance { return xi }
        }
        // Round-off may keep the steps just above the tolerance.
        let rest = jacobian(xi).inverse * (point - position(xi))
        return rest.norm < 1e-9 ? xi : nil
    }
}

extension QuadraticTetMesh {
    /// The map of one tetrahedron.
    public func element(_ tet: Int) -> CurvedTet {
        CurvedTet { points[Int(tets[10 * tet + $0])] }
    }

    /// Box around one tetrahedron, by the control points of its edges: it may be a little too large.
    func boundingBox(_ tet: Int) -> BoundingBox {
        func node(_ k: Int) -> Vec3 { points[Int(tets[10 * tet + k])] }
        var box = BoundingBox(low: node(0), high: node(0))
        for corner in 1..<4 { box.include(node(corner)) }
        for (k, edge) in Self.tetEdges.enumerated() {
            box.include(2 * node(4 + k) - 0.5 * (node(edge.x) + node(edge.y)))
        }
        return box
    }
}
