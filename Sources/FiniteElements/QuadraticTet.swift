public import Numerics

/// Shape functions of the ten-node tetrahedron.
///
/// Node order is that of VTK (see `QuadraticTetMesh`): vertices 0–3, then the middles of the edges
/// 01, 12, 02, 03, 13, 23. With the barycentric coordinates L0 = 1 − ξ − η − ζ, L1 = ξ, L2 = η,
/// L3 = ζ:
///
/// ```
/// N_i  = L_i (2 L_i − 1)   vertices
/// N_ij = 4 L_i L_j         edge middles
/// ```
///
/// Source: Zienkiewicz, Taylor, Zhu, *The Finite Element Method: Its Basis and Fundamentals*,
/// 7th edition (2013), section 6.
public enum QuadraticTet {
    /// Nodes of one element.
    public static let nodeCount = 10

    /// The two vertices of each edge, in the order of the middle nodes 4–9.
    public static let edges: [(Int, Int)] = [(0, 1), (1, 2), (0, 2), (0, 3), (1, 3), (2, 3)]

    /// Values of the ten shape functions at the reference point (ξ, η, ζ).
    public static func values(at point: Vec3) -> [Double] {
        let L = barycentric(point)
        return L.map { $0 * (2 * $0 - 1) } + edges.map { 4 * L[$0.0] * L[$0.1] }
    }

    /// Gradients (∂/∂ξ, ∂/∂η, ∂/∂ζ) of the ten shape functions at the reference point (ξ, η, ζ).
    public static func gradients(at point: Vec3) -> [Vec3] {
        let L = barycentric(point)
        let vertices: [Vec3] = (0..<4).map { (4 * L[$0] - 1) * barycentricGradients[$0] }
        let middles: [Vec3] = edges.map { i, j in
            let sum: Vec3 = L[i] * barycentricGradients[j] + L[j] * barycentricGradients[i]
            return 4 * sum
        }
        return vertices + middles
    }

    private static let barycentricGradients = [
        Vec3(-1, -1, -1), Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1),
    ]

    private static func barycentric(_ p: Vec3) -> [Double] {
        [1 - p.x - p.y - p.z, p.x, p.y, p.z]
    }
}
