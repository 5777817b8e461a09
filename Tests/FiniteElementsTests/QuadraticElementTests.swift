import FiniteElements
import Numerics
import Testing

@Suite struct QuadraticElementTests {
    /// ∫ ξ^i η^j ζ^k over the reference tetrahedron = i! j! k! / (i + j + k + 3)!.
    private func exactTet(_ i: Int, _ j: Int, _ k: Int) -> Double {
        factorial(i) * factorial(j) * factorial(k) / factorial(i + j + k + 3)
    }

    private func factorial(_ n: Int) -> Double { n < 2 ? 1 : Double(n) * factorial(n - 1) }

    private func power(_ x: Double, _ n: Int) -> Double { (0..<n).reduce(1) { p, _ in p * x } }

    @Test(arguments: [
        (2, TetQuadrature.degree2, 4), (3, .degree3, 8), (5, .degree5, 14),
    ])
    func tetRulesIntegrateTheirDegreeExactly(degree: Int, rule: TetQuadrature, count: Int) {
        #expect(rule.count == count)
        #expect(rule.weights.allSatisfy { $0 > 0 })
        for i in 0...degree {
            for j in 0...(degree - i) {
                for k in 0...(degree - i - j) {
                    let observed = zip(rule.points, rule.weights).reduce(0) {
                        $0 + $1.1 * power($1.0.x, i) * power($1.0.y, j) * power($1.0.z, k)
                    }
                    let expected = exactTet(i, j, k)
                    #expect(
                        abs(observed - expected) < 1e-15,
                        "x^\(i) y^\(j) z^\(k): \(observed), expected \(expected) ± 1e-15")
                }
            }
        }
    }

    @Test(arguments: [(2, TriangleQuadrature.degree2, 3), (4, .degree4, 6)])
    func triangleRulesIntegrateTheirDegreeExactly(
        degree: Int, rule: TriangleQuadrature, count: Int
    ) {
        #expect(rule.count == count)
        for i in 0...degree {
            for j in 0...(degree - i) {
                let observed = zip(rule.points, rule.weights).reduce(0) {
                    $0 + $1.1 * power($1.0.x, i) * power($1.0.y, j)
                }
                let expected = factorial(i) * factorial(j) / factorial(i + j + 2)
                #expect(
                    abs(observed - expected) < 1e-15,
                    "x^\(i) y^\(j): \(observed), expected \(expected) ± 1e-15")
            }
        }
    }

    /// Node positions in the reference elements, from the definition of the node order.
    private var tetNodes: [Vec3] {
        let v = [Vec3.zero, Vec3(1, 0, 0), Vec3(0, 1, 0), Vec3(0, 0, 1)]
        return v + QuadraticTet.edges.map { 0.5 * (v[$0.0] + v[$0.1]) }
    }

    private var triangleNodes: [SIMD2<Double>] {
        let v: [SIMD2<Double>] = [[0, 0], [1, 0], [0, 1]]
        return v + QuadraticTriangle.edges.map { 0.5 * (v[$0.0] + v[$0.1]) }
    }

    @Test func shapeFunctionsAreOneAtTheirNodeAndZeroAtTheOthers() {
        for (b, node) in tetNodes.enumerated() {
            for (a, value) in QuadraticTet.values(at: node).enumerated() {
                #expect(value == (a == b ? 1 : 0), "N\(a) at node \(b) is \(value)")
            }
        }
        for (b, node) in triangleNodes.enumerated() {
            for (a, value) in QuadraticTriangle.values(at: node).enumerated() {
                #expect(value == (a == b ? 1 : 0), "N\(a) at node \(b) is \(value)")
            }
        }
    }

    @Test func quadraticFieldsAreReproducedWithTheirGradient() {
        func f(_ p: Vec3) -> Double {
            1 + 2 * p.x - p.y + 3 * p.z + p.x * p.x - 2 * p.x * p.y + p.y * p.z + 4 * p.z * p.z
        }
        let p = Vec3(0.21, 0.13, 0.4)
        let nodal = tetNodes.map(f)
        let value = zip(QuadraticTet.values(at: p), nodal).reduce(0) { $0 + $1.0 * $1.1 }
        let gradient = zip(QuadraticTet.gradients(at: p), nodal)
            .reduce(Vec3.zero) { $0 + $1.1 * $1.0 }
        let expected = Vec3(
            2 + 2 * p.x - 2 * p.y, -1 - 2 * p.x + p.z, 3 + p.y + 8 * p.z)
        #expect(abs(value - f(p)) < 1e-14, "value \(value), expected \(f(p)) ± 1e-14")
        #expect((gradient - expected).norm < 1e-14, "\(gradient), expected \(expected) ± 1e-14")

        func g(_ p: SIMD2<Double>) -> Double { 1 - p.x + 2 * p.y + 3 * p.x * p.y - p.y * p.y }
        let q = SIMD2(0.3, 0.45)
        let nodes = triangleNodes.map(g)
        let surface = zip(QuadraticTriangle.values(at: q), nodes).reduce(0) { $0 + $1.0 * $1.1 }
        let slope = zip(QuadraticTriangle.gradients(at: q), nodes)
            .reduce(SIMD2<Double>.zero) { $0 + $1.1 * $1.0 }
        #expect(abs(surface - g(q)) < 1e-14)
        #expect(
            abs(slope.x - (-1 + 3 * q.y)) < 1e-14 && abs(slope.y - (2 + 3 * q.x - 2 * q.y)) < 1e-14)
    }
}
