import Numerics

/// Rules beyond degree 2: verification and error norms.
extension TetQuadrature {
    /// Eight points, exact to degree 3, weights positive.
    ///
    /// Source: Witherden & Vincent, *Comput. Math. Appl.* 69 (2015) 1232–1241,
    /// doi:10.1016/j.camwa.2015.03.017, tetrahedra, degree 3.
    public static let degree3 = TetQuadrature(orbits: [
        .vertices(0.328_163_302_516_381_7, weight: 0.136_217_842_537_087_4),
        .vertices(0.108_047_249_898_428_6, weight: 0.113_782_157_462_912_6),
    ])

    /// Fourteen points, exact to degree 5, weights positive.
    ///
    /// Source: Walkington, *Quadrature on simplices of arbitrary dimension*, Carnegie Mellon
    /// University (2000), three dimensions, degree 5.
    public static let degree5 = TetQuadrature(orbits: [
        .vertices(0.310_885_919_263_300_609_80, weight: 0.112_687_925_718_015_850_80),
        .vertices(0.092_735_250_310_891_226_402, weight: 0.073_493_043_116_361_949_544),
        .edges(0.045_503_704_125_649_649_492, weight: 0.042_546_020_777_081_466_438),
    ])

    /// Points that symmetry makes out of one.
    private enum Orbit {
        /// Barycentric (a, a, a, 1 − 3a) and its permutations; weight of each as volume fraction.
        case vertices(_ a: Double, weight: Double)
        /// Barycentric (a, a, ½ − a, ½ − a) and its permutations; weight of each.
        case edges(_ a: Double, weight: Double)
    }

    private init(orbits: [Orbit]) {
        var points: [Vec3] = []
        var weights: [Double] = []
        func add(_ L: [Double], _ weight: Double) {
            points.append(Vec3(L[1], L[2], L[3]))
            weights.append(weight / 6)
        }
        for orbit in orbits {
            switch orbit {
            case .vertices(let a, let weight):
                for i in 0..<4 {
                    var L = [a, a, a, a]
                    L[i] = 1 - 3 * a
                    add(L, weight)
                }
            case .edges(let a, let weight):
                for (i, j) in QuadraticTet.edges {
                    var L = [a, a, a, a]
                    L[i] = 0.5 - a
                    L[j] = 0.5 - a
                    add(L, weight)
                }
            }
        }
        self.init(points: points, weights: weights)
    }
}
