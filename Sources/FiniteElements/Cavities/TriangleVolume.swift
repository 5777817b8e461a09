import Numerics

/// Volume under a six-node triangle as a cubic form of its node positions.
///
/// ```
/// V = 1/3 ∫ x·(x,ξ × x,η) dξ dη = Σ_{a<b<c} m_abc det[x_a, x_b, x_c]
/// m_abc = 1/3 Σ over permutations of (a, b, c) of sign · ∫ N_a N_b,ξ N_c,η dξ dη
/// ```
///
/// The 20 coefficients are integrated exactly (the integrand has degree 4), so volume, gradient and
/// Hessian of a curved surface are exact to rounding.
enum TriangleVolume {
    /// One coefficient.
    struct Term: Sendable {
        var a: Int
        var b: Int
        var c: Int
        var m: Double
    }

    /// All coefficients that are not zero.
    static let terms: [Term] = {
        let rule = TriangleQuadrature.degree4
        func integral(_ a: Int, _ b: Int, _ c: Int) -> Double {
            zip(rule.points, rule.weights).reduce(0) { sum, next in
                let N = QuadraticTriangle.values(at: next.0)
                let dN = QuadraticTriangle.gradients(at: next.0)
                return sum + next.1 * N[a] * (dN[b].x * dN[c].y - dN[c].x * dN[b].y)
            }
        }
        var terms: [Term] = []
        for a in 0..<6 {
            for b in (a + 1)..<6 {
                for c in (b + 1)..<6 {
                    let sum = integral(a, b, c) + integral(b, c, a) + integral(c, a, b)
                    if abs(sum) > 1e-15 { terms.append(Term(a: a, b: b, c: c, m: sum / 3)) }
                }
            }
        }
        return terms
    }()

    /// Volume for six positions [mm³].
    static func value(_ x: [Vec3]) -> Double {
        terms.reduce(0) { $0 + $1.m * x[$1.a].dot(x[$1.b].cross(x[$1.c])) }
    }

    /// Adds the derivatives by the six positions [mm²].
    @inline(__always)
    static func addGradient(
        _ terms: UnsafeBufferPointer<Term>, _ x: UnsafePointer<Vec3>,
        to g: UnsafeMutablePointer<Vec3>
    ) {
        for t in terms {
            g[t.a] += t.m * x[t.b].cross(x[t.c])
            g[t.b] += t.m * x[t.c].cross(x[t.a])
            g[t.c] += t.m * x[t.a].cross(x[t.b])
        }
    }

    /// Axial vectors w of the blocks ∂²V/∂x_a∂x_b = [w]×, for a > b at pair a(a−1)/2 + b [mm].
    static func hessian(_ x: [Vec3]) -> [Vec3] {
        var w = [Vec3](repeating: .zero, count: 15)
        func pair(_ a: Int, _ b: Int) -> Int { a * (a - 1) / 2 + b }
        // ∂²det/∂b∂a = [c]×, ∂²det/∂c∂a = −[b]×, ∂²det/∂c∂b = [a]×.
        for t in terms {
            w[pair(t.b, t.a)] += t.m * x[t.c]
            w[pair(t.c, t.a)] -= t.m * x[t.b]
            w[pair(t.c, t.b)] += t.m * x[t.a]
        }
        return w
    }
}
