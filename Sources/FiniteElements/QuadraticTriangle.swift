/// Shape functions of the six-node triangle.
///
/// Node order is that of VTK (see `QuadraticTetMesh`): vertices 0–2, then the middles of the edges
/// 01, 12, 20. With L0 = 1 − ξ − η, L1 = ξ, L2 = η: `N_i = L_i (2 L_i − 1)`, `N_ij = 4 L_i L_j`.
///
/// Source: Zienkiewicz, Taylor, Zhu, *The Finite Element Method: Its Basis and Fundamentals*,
/// 7th edition (2013), section 6.
public enum QuadraticTriangle {
    /// Nodes of one element.
    public static let nodeCount = 6

    /// The two vertices of each edge, in the order of the middle nodes 3–5.
    public static let edges: [(Int, Int)] = [(0, 1), (1, 2), (2, 0)]

    /// Values of the six shape functions at the reference point (ξ, η).
    public static func values(at point: SIMD2<Double>) -> [Double] {
        let L = barycentric(point)
        return L.map { $0 * (2 * $0 - 1) } + edges.map { 4 * L[$0.0] * L[$0.1] }
    }

    /// Gradients (∂/∂ξ, ∂/∂η) of the six shape functions at the reference point (ξ, η).
    public static func gradients(at point: SIMD2<Double>) -> [SIMD2<Double>] {
        let L = barycentric(point)
        let vertices: [SIMD2<Double>] = (0..<3).map { (4 * L[$0] - 1) * barycentricGradients[$0] }
        let middles: [SIMD2<Double>] = edges.map { i, j in
            let sum: SIMD2<Double> = L[i] * barycentricGradients[j] + L[j] * barycentricGradients[i]
            return 4 * sum
        }
        return vertices + middles
    }

    private static let barycentricGradients: [SIMD2<Double>] = [[-1, -1], [1, 0], [0, 1]]

    private static func barycentric(_ p: SIMD2<Double>) -> [Double] { [1 - p.x - p.y, p.x, p.y] }
}
