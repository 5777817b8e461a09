import FiniteElements
public import Geometry
import Numerics

/// A follower pressure on a surface that closes nothing (verification problems).
///
/// ```
/// f_a = −p ∫ N_a x,ξ × x,η dξ dη     (triangles oriented out of the wall)
/// ```
///
/// Its stiffness is symmetric only up to terms on the edge of the surface; the symmetric part is
/// used, so that Newton's method then converges linearly.
public struct PressureSurface: Sendable {
    /// Triangles, six nodes each, oriented out of the wall.
    public var triangles: [Int32]

    /// The triangles of a mesh with one tag.
    public init(_ mesh: QuadraticTetMesh, surface: SurfaceTag) {
        triangles = mesh.triangles(tagged: surface)
    }

    /// Chosen triangles, six nodes each, oriented out of the wall.
    public init(triangles: [Int32]) { self.triangles = triangles }

    /// Adds `−p n dA` as forces on the body to the out-of-balance force: `+p ∫ N n dA`.
    func addForce(
        _ x: UnsafePointer<Double>, pressure: Double, to force: UnsafeMutablePointer<Double>
    ) {
        for t in 0..<triangles.count / 6 {
            forEachPoint(t, x) { N, _, first, second, weight in
                let n = (weight * pressure) * first.cross(second)
                for a in 0..<6 {
                    let target = force + 3 * Int(triangles[6 * t + a])
                    target[0] += N[a] * n.x
                    target[1] += N[a] * n.y
                    target[2] += N[a] * n.z
                }
            }
        }
    }

    /// Axial vectors w of the symmetrised blocks [w]×, pairs a > b, of the out-of-balance force.
    func hessian(_ t: Int, _ x: UnsafePointer<Double>, pressure: Double) -> [Vec3] {
        var w = [Vec3](repeating: .zero, count: 15)
        forEachPoint(t, x) { N, dN, first, second, weight in
            func axial(_ a: Int, _ b: Int) -> Vec3 {
                N[a] * (dN[b].y * first - dN[b].x * second)
            }
            for a in 1..<6 {
                for b in 0..<a {
                    w[a * (a - 1) / 2 + b] +=
                        (0.5 * weight * pressure) * (axial(a, b) - axial(b, a))
                }
            }
        }
        return w
    }

    private func forEachPoint(
        _ t: Int, _ x: UnsafePointer<Double>,
        _ body: (_ N: [Double], _ dN: [SIMD2<Double>], Vec3, Vec3, Double) -> Void
    ) {
        for (N, dN, weight) in Self.shapes {
            var first = Vec3.zero
            var second = Vec3.zero
            for a in 0..<6 {
                let n = 3 * Int(triangles[6 * t + a])
                let p = Vec3(x[n], x[n + 1], x[n + 2])
                first += dN[a].x * p
                second += dN[a].y * p
            }
            body(N, dN, first, second, weight)
        }
    }

    /// Shape functions, their gradients and the weight at each point of the rule.
    private static let shapes: [(N: [Double], dN: [SIMD2<Double>], weight: Double)] = {
        let rule = TriangleQuadrature.degree4
        return zip(rule.points, rule.weights).map {
            (QuadraticTriangle.values(at: $0), QuadraticTriangle.gradients(at: $0), $1)
        }
    }()
}
