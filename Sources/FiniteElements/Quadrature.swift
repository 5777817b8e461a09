public import Numerics

/// A quadrature rule on the reference tetrahedron (vertices 0, e1, e2, e3; volume 1/6).
public struct TetQuadrature: Sendable {
    /// Points (ξ, η, ζ).
    public var points: [Vec3]
    /// Weights, summing to 1/6.
    public var weights: [Double]

    /// Number of points.
    public var count: Int { weights.count }

    /// Four points, exact to degree 2.
    ///
    /// Source: Hammer & Stroud, *Math. Tables Aids Comput.* 10 (1956) 137–139.
    public static let degree2: TetQuadrature = {
        let a = (5 + 3 * 5.0.squareRoot()) / 20
        let b = (5 - 5.0.squareRoot()) / 20
        return TetQuadrature(
            points: [Vec3(b, b, b), Vec3(a, b, b), Vec3(b, a, b), Vec3(b, b, a)],
            weights: [Double](repeating: 1.0 / 24, count: 4))
    }()
}
