import FiniteElements
import Glibc
import Numerics
import TestSupport
import Testing

/// Integrals of a smooth function over a cube of ever smaller tetrahedra.
@Suite struct QuadratureOrderTests {
    /// A rule that is exact to degree d errs with h^(d + 1), and with one power more where the leading
    /// term is odd: the six tetrahedra of a cube are each other's mirror images.
    @Test(arguments: [(TetQuadrature.degree2, 4.0), (.degree3, 4), (.degree5, 6)])
    func composedTetRulesHaveTheirOrder(rule: TetQuadrature, expected: Double) throws {
        let a = Vec3(1.4, -2.2, 3.1)
        let exact = [a.x, a.y, a.z].reduce(1.0) { $0 * (exp($1) - 1) / $1 }
        let cells = [2, 3, 4, 6]
        let errors = try cells.map { cells -> Double in
            let space = try ScalarSpace(TetCube(cells: cells).linear)
            let positions = try [\Vec3.x, \.y, \.z].map { axis in
                try space.samples(of: space.points.map { $0[keyPath: axis] }, at: rule.points)
                    .values
            }
            let values = positions[0].indices.map { k in
                exp(a.dot(Vec3(positions[0][k], positions[1][k], positions[2][k])))
            }
            let sum = try space.load(source: values, quadrature: rule).reduce(0, +)
            return abs(sum / exact - 1)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - expected) < 0.1, "order \(order), expected \(expected); \(errors)")
    }

    /// Surface rules over the unit square cut into right triangles, which come in mirrored pairs.
    @Test(arguments: [(TriangleQuadrature.degree2, 4.0), (.degree4, 6)])
    func composedTriangleRulesHaveTheirOrder(rule: TriangleQuadrature, expected: Double) {
        let (a, b) = (1.7, -2.3)
        let exact = (exp(a) - 1) / a * (exp(b) - 1) / b
        let cells = [2, 3, 4, 6]
        let errors = cells.map { n -> Double in
            let h = 1 / Double(n)
            var sum = 0.0
            for i in 0..<n {
                for j in 0..<n {
                    for (p, w) in zip(rule.points, rule.weights) {
                        let lower = (h * (Double(i) + p.x), h * (Double(j) + p.y))
                        let upper = (h * (Double(i + 1) - p.x), h * (Double(j + 1) - p.y))
                        for (x, y) in [lower, upper] { sum += w * h * h * exp(a * x + b * y) }
                    }
                }
            }
            return abs(sum / exact - 1)
        }
        let order = observedOrder(spacings: cells.map { 1 / Double($0) }, errors: errors)
        #expect(abs(order - expected) < 0.1, "order \(order), expected \(expected); \(errors)")
    }
}
