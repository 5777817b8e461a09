/// A quadrature rule on the reference triangle (vertices 0, e1, e2; area 1/2).
public struct TriangleQuadrature: Sendable {
    /// Points (ξ, η).
    public var points: [SIMD2<Double>]
    /// Weights, summing to 1/2.
    public var weights: [Double]

    /// Number of points.
    public var count: Int { weights.count }

    /// Three points, exact to degree 2.
    ///
    /// Source: Hammer & Stroud, *Math. Tables Aids Comput.* 10 (1956) 137–139.
    public static let degree2 = TriangleQuadrature(orbits: [(a: 1.0 / 6, weight: 1.0 / 3)])

    /// Six points, exact to degree 4, weights positive.
    ///
    /// Source: Strang & Fix, *An Analysis of the Finite Element Method* (1973), table 4.1;
    /// digits from Cowper, *Int. J. Numer. Methods Eng.* 7 (1973) 405–408,
    /// doi:10.1002/nme.1620070316.
    public static let degree4 = TriangleQuadrature(orbits: [
        (a: 0.445_948_490_915_964_886_32, weight: 0.223_381_589_678_011_465_70),
        (a: 0.091_576_213_509_770_743_460, weight: 0.109_951_743_655_321_867_64),
    ])

    /// Each orbit stands for barycentric (a, a, 1 − 2a) and its permutations.
    private init(orbits: [(a: Double, weight: Double)]) {
        points = []
        weights = []
        for (a, weight) in orbits {
            points += [[a, a], [1 - 2 * a, a], [a, 1 - 2 * a]]
            weights += [Double](repeating: weight / 2, count: 3)
        }
    }
}
